/** What the types of DOMPurify need of `@types/trusted-types`, which is no part of the build. */
declare module 'trusted-types/lib' {
  export interface TrustedHTML {
    toString(): string;
  }
  export interface TrustedTypePolicy {
    createHTML(input: string): TrustedHTML;
  }
  export interface TrustedTypesWindow {
    trustedTypes?: unknown;
  }
}
