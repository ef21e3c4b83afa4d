/**
 * The examples of a page that are run: what stands behind the language of a code block says how. A block without a word is for reading.
 *
 *   ```json file=NAME    a file that the commands after it read
 *   ```sh run            commands for bash, as a new user types them
 *   ```sh run later      the same some seconds later, when the server has merged what came
 *   ```text answer       what the block before it prints: `…` stands for anything on a line, and alone for any lines
 */
export type Step =
  | { readonly kind: 'file'; readonly name: string; readonly text: string }
  | { readonly kind: 'run'; readonly later: boolean; readonly commands: string; readonly answer: string | null };

const BLOCK = /^```(\w+) (.+)\n([\s\S]*?)^```$/gm;

/** @throws on a word behind a language that nobody knows: it would be an example that is never run */
export function stepsOf(page: string): readonly Step[] {
  const steps: Step[] = [];
  for (const [, , words = '', text = ''] of page.matchAll(BLOCK)) {
    const last = steps.at(-1);
    const file = /^file=([\w.-]+)$/.exec(words)?.[1];
    if (file !== undefined) steps.push({ kind: 'file', name: file, text });
    else if (words === 'run' || words === 'run later') steps.push({ kind: 'run', later: words !== 'run', commands: text, answer: null });
    else if (words === 'answer' && last?.kind === 'run' && last.answer === null) steps[steps.length - 1] = { ...last, answer: text };
    else throw new Error(`A block says "${words}", which is no word for an example.`);
  }
  return steps;
}

/** Whether a command printed what the page says that it prints. How wide a column is says nothing: other rows may make it wider. */
export function isAnswer(printed: string, told: string): boolean {
  const lines = trimmed(told).map((line) => (line === '…' ? '[\\s\\S]*' : escaped(line).replaceAll('…', '[^\\n]*')));
  return new RegExp(`^${lines.join('\\n')}$`).test(trimmed(printed).join('\n'));
}

function trimmed(text: string): readonly string[] {
  return text
    .trim()
    .split('\n')
    .map((line) => line.trimEnd().replace(/ {2,}/g, '  '));
}

function escaped(line: string): string {
  return line.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
