/**
 * Each client of the SDK takes its own version, for the name that it gives itself in requests, from its package.json, and a bundler keeps the
 * whole file for that. Here the version is put where it is asked for, so that nobody asks for the file.
 *
 * @param code esbuild's output, not minified
 */
export function withVersionsInPlace(code: string): string {
  const versions = new Map(
    [...code.matchAll(/^var (package_default\d*) = \{\n[\s\S]*?^ {2}version: ("[^"\n]+"),$/gm)].map(([, name, version]) => [name, version]),
  );
  return code.replace(/\b(package_default\d*)\.version\b/g, (whole, name) => versions.get(name) ?? whole);
}
