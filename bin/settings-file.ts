import { explainMistakes } from '#core/settings/mistake.ts';
import { MAX_SETTINGS_BYTES, readSettings } from '#core/settings/read.ts';
import { defaultSettings, type Settings } from '#core/settings/schema.ts';
import type { Edition } from './edition.ts';
import { CommandError, EXIT } from './failure.ts';

/** Read from the working directory when no other file is named. */
const SETTINGS_FILE = 'sillage.yaml';

export interface SettingsFile {
  /** Every default filled in, also where there is no file. */
  readonly settings: Settings;
  /** As the user named it; null: there is none. */
  readonly file: string | null;
}

/**
 * What the configuration says.
 *
 * @param named by --config; undefined: `sillage.yaml` of the working directory, if there is one that can be read
 * @param today see `readSettings`
 * @throws CommandError `settings_invalid` with all mistakes; `file_unreadable` for a named file
 */
export async function readSettingsFile(
  named: string | undefined,
  today: string | null,
  { readFile, terminal }: Edition,
): Promise<SettingsFile> {
  const file = named ?? SETTINGS_FILE;
  let text: string;
  try {
    text = await textOf(file, readFile);
  } catch (error) {
    if (named !== undefined || !(error instanceof CommandError) || error.code === 'settings_invalid') throw error;
    // A file that is there and counts for nothing would be a riddle.
    if (error.details['missing'] !== true) terminal.err(`sillage: ${error.message} This command goes on without it.\n`);
    return { settings: defaultSettings(), file: null };
  }
  const read = readSettings(text, { today });
  if (read.ok) return { settings: read.settings, file };
  const message = explainMistakes(file, read.mistakes);
  throw new CommandError('settings_invalid', message, EXIT.usage, { mistakes: read.mistakes });
}

/** No more of the file than it takes to see that it is too large. */
async function textOf(file: string, readFile: Edition['readFile']): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (await readFile(file)).bytes) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_SETTINGS_BYTES) break;
  }
  const bytes = Buffer.concat(chunks);
  if (size > MAX_SETTINGS_BYTES) return bytes.toString('latin1');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CommandError('settings_invalid', `${file} is not UTF-8; save it as UTF-8.`, EXIT.usage);
  }
}
