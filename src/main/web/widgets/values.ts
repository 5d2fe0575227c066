/**
 * Reads the members of widget nodes. Nothing about them is known: each function takes any value, and gives null for what it is
 * not meant for, as if the member were absent. What becomes CSS goes through the browser's own parser first, one property at a
 * time, so no text can add another property or an address.
 */

export type Node = Readonly<Record<string, unknown>>;
/** CSS properties by their names, for the `styles()` directive. */
export type Css = Record<string, string | number | null | undefined>;

/** Numbers beyond are meant for nothing but harm. */
const MAX_SIZE = 4000;

export function isObject(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text; numbers and truth values become one. */
export function text(value: unknown): string | null {
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

export function bool(value: unknown): boolean {
  return value === true;
}

export function number(value: unknown, min: number, max: number): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? Math.min(Math.max(value, min), max) : null;
}

export function whole(value: unknown, min: number, max: number): number | null {
  const valid = number(value, min, max);
  return valid === null ? null : Math.round(valid);
}

/** The value if it is among those allowed. */
export function oneOf<T extends string>(value: unknown, allowed: readonly T[]): T | null {
  return allowed.includes(value as T) ? (value as T) : null;
}

/** What a node contains: a list, or one node alone. */
export function children(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : isObject(value) ? [value] : [];
}

/** Objects of a list; what is none is left out. */
export function objects(value: unknown): Node[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

const supported = new Map<string, boolean>();

/** A text that is valid for a CSS property, without addresses. */
function css(property: string, value: string): string | null {
  if (value.length > 100 || /url|image|\\|var\(|attr\(|[;{}]/i.test(value)) {
    return null;
  }
  const key = `${property}:${value}`;
  let valid = supported.get(key);
  if (valid === undefined) {
    valid = CSS.supports(property, value);
    if (supported.size < 2000) {
      supported.set(key, valid);
    }
  }
  return valid ? value : null;
}

/** A size: a number is pixels. */
export function size(value: unknown, property = 'width'): string | null {
  if (typeof value === 'number') {
    return Number.isFinite(value) && value >= 0 ? `${Math.min(value, MAX_SIZE)}px` : null;
  }
  return typeof value !== 'string' ? null : /^\d+(\.\d+)?$/.test(value) ? size(Number(value)) : css(property, value);
}

/** A distance: a number is multiples of 4 pixels. */
export function distance(value: unknown, property = 'padding-top'): string | null {
  if (typeof value === 'number') {
    return Number.isFinite(value) && css(property, `${value}px`) ? `${Math.max(-10, Math.min(value, 250)) / 4}rem` : null;
  }
  return typeof value !== 'string' ? null : /^-?\d+(\.\d+)?$/.test(value) ? distance(Number(value), property) : css(property, value);
}

/** Distances of the four sides. Left is where a line begins, so that a layout is mirrored for languages from right to left. */
export function sides(value: unknown, property: 'padding' | 'margin'): Css {
  if (!isObject(value)) {
    const all = distance(value, property);
    return all === null ? {} : { [property]: all };
  }
  const side = (...names: string[]) => names.reduce<string | null>((found, name) => found ?? distance(value[name], `${property}-top`), null);
  return {
    [`${property}-block-start`]: side('top', 'y'),
    [`${property}-block-end`]: side('bottom', 'y'),
    [`${property}-inline-start`]: side('left', 'x'),
    [`${property}-inline-end`]: side('right', 'x'),
  };
}

const RADII: Record<string, string> = {
  none: '0',
  '2xs': '2px',
  xs: '3px',
  sm: '4px',
  md: '6px',
  lg: '8px',
  xl: '12px',
  '2xl': '16px',
  '3xl': '20px',
  '4xl': '24px',
  full: '9999px',
  '100%': '100%',
};

export function radius(value: unknown): string | null {
  return typeof value === 'string' && Object.hasOwn(RADII, value) ? RADII[value]! : null;
}

/** Members that each box, image and chart has. */
export function block(node: Node): Css {
  const both = size(node['size']);
  const least = size(node['minSize'], 'min-width');
  const most = size(node['maxSize'], 'max-width');
  return {
    'inline-size': size(node['width']) ?? both,
    'block-size': size(node['height'], 'height') ?? both,
    'min-inline-size': size(node['minWidth'], 'min-width') ?? least,
    'min-block-size': size(node['minHeight'], 'min-height') ?? least,
    'max-inline-size': limited(size(node['maxWidth'], 'max-width') ?? most),
    'max-block-size': size(node['maxHeight'], 'max-height') ?? most,
    'aspect-ratio': ratio(node['aspectRatio']),
    'border-radius': radius(node['radius']),
    flex: flex(node['flex']),
    ...sides(node['margin'], 'margin'),
  };
}

/** Never wider than the widget. */
function limited(width: string | null): string | null {
  return width && width !== 'none' ? `min(100%, ${width})` : width === null ? null : '100%';
}

export function flex(value: unknown): string | null {
  return typeof value === 'number' ? css('flex', String(value)) : typeof value === 'string' ? css('flex', value) : null;
}

function ratio(value: unknown): string | null {
  return typeof value === 'number' ? css('aspect-ratio', String(value)) : typeof value === 'string' ? css('aspect-ratio', value) : null;
}

export type ColorUse = 'text' | 'background' | 'border' | 'chart';

/** The names of colours that the theme has. */
const TOKENS: Record<ColorUse, Record<string, string>> = {
  text: {
    prose: 'var(--ck-surface-text)',
    primary: 'var(--ck-surface-text)',
    emphasis: 'var(--ck-surface-text)',
    secondary: 'var(--ck-muted)',
    tertiary: 'var(--w-tertiary)',
    success: 'var(--ck-success)',
    warning: 'var(--ck-warning)',
    danger: 'var(--ck-danger)',
    info: 'var(--ck-info)',
  },
  background: {
    surface: 'var(--ck-surface)',
    'surface-secondary': 'var(--ck-raised)',
    'surface-tertiary': 'var(--w-tertiary-surface)',
    'surface-elevated': 'var(--w-elevated)',
    'surface-elevated-secondary': 'var(--ck-raised)',
  },
  border: { default: 'var(--ck-border)', subtle: 'var(--w-subtle)', strong: 'var(--w-strong)' },
  chart: {
    blue: 'var(--w-blue)',
    purple: 'var(--w-purple)',
    orange: 'var(--w-orange)',
    green: 'var(--w-green)',
    red: 'var(--w-red)',
    yellow: 'var(--w-yellow)',
    pink: 'var(--w-pink)',
  },
};

/** Hue and greatest chroma of the primitive colours. */
const HUES: Record<string, [number, number]> = {
  gray: [250, 0.012],
  red: [27, 0.21],
  orange: [55, 0.18],
  yellow: [90, 0.16],
  green: [150, 0.17],
  teal: [190, 0.12],
  blue: [257, 0.19],
  indigo: [275, 0.2],
  purple: [300, 0.21],
  pink: [355, 0.2],
};

/** A colour: a token, a primitive (`blue-500`, `alpha-70`), a CSS colour, or one of each for light and dark. */
export function color(value: unknown, use: ColorUse): string | null {
  if (isObject(value)) {
    const light = color(value['light'], use);
    const dark = color(value['dark'], use);
    return light && dark ? `light-dark(${light}, ${dark})` : (light ?? dark);
  }
  if (typeof value !== 'string') {
    return null;
  }
  if (Object.hasOwn(TOKENS[use], value)) {
    return TOKENS[use][value]!;
  }
  return primitive(value) ?? (Object.hasOwn(TOKENS.text, value) ? TOKENS.text[value]! : css('color', value));
}

function primitive(value: string): string | null {
  const match = /^([a-z]+)-(\d{1,4})$/.exec(value);
  const step = Number(match?.[2]);
  if (!match || step > 1000) {
    return null;
  }
  if (match[1] === 'alpha') {
    return `color-mix(in srgb, currentColor ${Math.min(step, 100)}%, transparent)`;
  }
  const [hue, chroma] = (Object.hasOwn(HUES, match[1]!) && HUES[match[1]!]) || [];
  if (hue === undefined || chroma === undefined) {
    return null;
  }
  // pale at 0, full in the middle, dark at 1000
  const lightness = 1 - 0.09 * Math.min(step / 200, 1) - 0.75 * Math.max(0, (step - 200) / 800);
  const strength = Math.sin(Math.PI * Math.min(1, 0.06 + (0.94 * step) / 1000)) ** 0.8;
  return `oklch(${lightness.toFixed(3)} ${(chroma * strength).toFixed(3)} ${hue})`;
}

const LINES = ['solid', 'dashed', 'dotted', 'double', 'groove', 'ridge', 'inset', 'outset'] as const;

/** Borders: a width, one border for all sides, or one for each. */
export function borders(value: unknown): Css {
  if (!isObject(value) || 'size' in value) {
    return border('border', value);
  }
  const side = (name: string, ...members: string[]) => {
    const found = members.find((member) => value[member] !== undefined && value[member] !== null);
    return found ? border(`border-${name}`, value[found]) : {};
  };
  return {
    ...side('block-start', 'top', 'y'),
    ...side('block-end', 'bottom', 'y'),
    ...side('inline-start', 'left', 'x'),
    ...side('inline-end', 'right', 'x'),
  };
}

function border(property: string, value: unknown): Css {
  const detail = isObject(value) ? value : { size: value };
  const width = number(detail['size'], 0, 40);
  return width === null
    ? {}
    : { [property]: `${width}px ${oneOf(detail['style'], LINES) ?? 'solid'} ${color(detail['color'], 'border') ?? 'var(--ck-border)'}` };
}

const ALIGN = { start: 'flex-start', center: 'center', end: 'flex-end', baseline: 'baseline', stretch: 'stretch' } as const;
const JUSTIFY = {
  start: 'flex-start',
  center: 'center',
  end: 'flex-end',
  between: 'space-between',
  around: 'space-around',
  evenly: 'space-evenly',
  stretch: 'stretch',
} as const;

function among<T extends string>(value: unknown, values: Record<string, T>): T | null {
  return typeof value === 'string' && Object.hasOwn(values, value) ? values[value]! : null;
}

/** Members of boxes that lay out children. */
export function layout(node: Node): Css {
  return {
    ...block(node),
    'align-items': among(node['align'], ALIGN),
    'justify-content': among(node['justify'], JUSTIFY),
    'flex-wrap': oneOf(node['wrap'], ['nowrap', 'wrap', 'wrap-reverse']),
    gap: distance(node['gap'], 'row-gap'),
    'background-color': color(node['background'], 'background'),
    ...sides(node['padding'], 'padding'),
    ...borders(node['border']),
  };
}

/** The place of an image in its frame. */
const POSITIONS = ['top left', 'top', 'top right', 'left', 'center', 'right', 'bottom left', 'bottom', 'bottom right'] as const;
const FITS = ['cover', 'contain', 'fill', 'scale-down', 'none'] as const;

export function fit(node: Node): Css {
  return { 'object-fit': oneOf(node['fit'], FITS), 'object-position': oneOf(node['position'], POSITIONS) };
}

/** A regular expression that the browser accepts for `pattern`; it would say so on the console otherwise. */
export function pattern(value: unknown): string | null {
  if (typeof value !== 'string' || value === '' || value.length > 500) {
    return null;
  }
  try {
    new RegExp(`^(?:${value})$`, 'v');
    return value;
  } catch {
    return null;
  }
}

/** The date of a point in time, as a field of dates has it. */
export function date(value: unknown): string | null {
  const match = typeof value === 'string' ? /^(\d{4}-\d{2}-\d{2})(?:$|[T ])/.exec(value) : null;
  return match && !Number.isNaN(Date.parse(match[1]!)) ? match[1]! : null;
}
