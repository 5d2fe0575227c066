/** The icons of Lucide by their names: the elements of each, with their attributes. */
declare module 'lucide-static/icon-nodes.json' {
  const nodes: Readonly<Record<string, readonly (readonly [string, Readonly<Record<string, string>>])[]>>;
  export default nodes;
}
