/**
 * The SDK tells its operations' shapes as literals, hundreds for S3 alone, whose keys are computed from constants. That makes esbuild
 * keep them all, since computing a key could do something. Here it is told that it does not. A variable whose name ends in `$` is such
 * a literal in every client of the SDK, and nothing else is in what we bundle.
 *
 * @param code esbuild's output, not minified
 */
export function shakable(code: string): string {
  return code.replace(/^var (\w+\$\d*) = (\[\n[\s\S]*?^\]);$/gm, 'var $1 = /* @__PURE__ */ (() => $2)();');
}
