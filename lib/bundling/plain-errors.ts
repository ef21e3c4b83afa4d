/** Services that answer in JSON and name an error by its shape's name alone; SQS names some as its former protocol did, and S3 speaks XML. */
const BY_NAME = ['dynamodb', 'kms', 'glue', 'athena'];

/** As the SDK writes the class of an error that has nothing but its name; whoever has a member more, or is repeated, is written otherwise. */
const PLAIN =
  /^var (\w+) = class _\1 extends \w+ \{\n {2}static shapeId = "com\.amazonaws\.(\w+)#\w+";\n {2}name = "\w+";\n {2}\$fault = "\w+";\n {2}constructor\(opts\) \{\n {4}super\(\{\n {6}name: "\w+",\n {6}\$fault: "\w+",\n {6}\.\.\.opts\n {4}\}\);\n {4}Object\.setPrototypeOf\(this, _\1\.prototype\);\n {2}\}\n\};$/gm;

/**
 * The SDK registers a class for each error that a service knows, fifty for KMS alone. Where it has none, it makes an error of the service's
 * base class with the name, the message and the status that were answered: for an error that has no more than these that is the same, and
 * the class can go. A class by which somebody tells errors apart (`instanceof`) stays.
 *
 * @param code esbuild's output, not minified
 */
export function withoutPlainErrors(code: string): string {
  const plain = new Set<string>();
  for (const [, name = '', service = ''] of code.matchAll(PLAIN)) {
    if (BY_NAME.includes(service) && !code.includes(`instanceof ${name}`)) plain.add(name);
  }
  return code.replace(/^n0_registry\d*\.registerError\(\w+\$\d*, (\w+)\);$/gm, (whole, name) => (plain.has(name) ? '' : whole));
}
