import DOMPurify from 'dompurify';
import { linkAddress } from '../images';

const TAGS = [
  'a', 'b', 'blockquote', 'br', 'code', 'del', 'div', 'em', 'h4', 'h5', 'h6', 'hr', 'i', 'img', 'kbd', 'li', 'mark', 'ol', 'p', 'pre', 's', 'small',
  'span', 'strong', 'sub', 'sup', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'u', 'ul',
];
const ATTRIBUTES = ['alt', 'class', 'href', 'src', 'start', 'title'];
/** The classes that the parser gives. */
const CLASSES = /^(?:h[1-6]|math|plain|box|table|left|center|right|language-[^\s]{0,40}|hljs-[\w-]{1,40}|(?:function_|class_|inherited__|constant_|language_|invoke__|escape_))$/;
const ADDRESS = /^(?:(?:https?|mailto|tel|chatkit-link):|[^a-z]|[a-z+.-]+(?:[^a-z+.\-:]|$))/i;

/** One object, so that it is read once. */
const CONFIG = {
  ALLOWED_TAGS: TAGS,
  ALLOWED_ATTR: ATTRIBUTES,
  ALLOWED_URI_REGEXP: ADDRESS,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  KEEP_CONTENT: true,
  RETURN_DOM_FRAGMENT: true,
} as const;
const LINK_RELATION = 'noopener noreferrer nofollow';

const purify = DOMPurify(window);
let imagesAllowed: (address: string) => boolean = () => false;

purify.addHook('uponSanitizeAttribute', (_, data) => {
  if (data.attrName === 'class') {
    data.attrValue = data.attrValue.split(/\s+/).filter((name) => CLASSES.test(name)).join(' ');
    data.keepAttr = data.attrValue !== '';
  }
});
purify.addHook('afterSanitizeAttributes', (element) => {
  if (element.nodeName === 'A' && element.hasAttribute('href')) {
    element.setAttribute('target', '_blank');
    element.setAttribute('rel', LINK_RELATION);
  } else if (element.nodeName === 'IMG') {
    const source = element.getAttribute('src') ?? '';
    if (!imagesAllowed(source)) {
      // a link instead: nothing has been requested, as the document of the sanitiser loads nothing
      element.replaceWith(imageLink(element.ownerDocument, source, element.getAttribute('alt')));
    } else {
      element.setAttribute('loading', 'lazy');
      element.setAttribute('referrerpolicy', 'no-referrer');
    }
  }
});

function imageLink(document: Document, source: string, alternative: string | null): Node {
  const address = linkAddress(source);
  const label = alternative || source;
  if (!address) {
    return document.createTextNode(label);
  }
  const link = document.createElement('a');
  link.href = address;
  link.target = '_blank';
  link.rel = LINK_RELATION;
  link.textContent = label;
  return link;
}

/** HTML as nodes without anything that could run, load or be submitted, other than the images that are allowed. */
export function sanitize(html: string, images: (address: string) => boolean): DocumentFragment {
  imagesAllowed = images;
  return purify.sanitize(html, CONFIG);
}
