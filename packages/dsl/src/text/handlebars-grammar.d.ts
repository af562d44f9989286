/// <reference types="handlebars" />

/** The grammar alone: the whole of Handlebars would bring its compiler, which makes code from text, and 50 KB. */
declare module 'handlebars/dist/cjs/handlebars/compiler/base.js' {
  export function parse(text: string): hbs.AST.Program;
}
