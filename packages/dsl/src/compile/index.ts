export { compile, compileGraph } from './compile.ts';
export { decompile } from './decompile.ts';
export { layout, CARD } from './layout.ts';
export { parseGraph } from './parse-graph.ts';
export { parseProgram } from './parse-program.ts';
export { guardJson, LIMITS } from './guard.ts';
export { closest, didYouMean } from './closest.ts';
