import cliProgress from 'cli-progress';
import type { Terminal } from '../edition.ts';

export interface Progress {
  update(done: number, note?: string): void;
  stop(): void;
}

/** Nobody looks. */
export const SILENT: Progress = { update: () => {}, stop: () => {} };
const FRAMES_PER_SECOND = 5;

/**
 * A bar on the standard error while somebody looks at it; it appears with the first update.
 *
 * @param total in the unit of `update`; null when the end is not known
 */
export function progressBar(label: string, total: number | null, terminal: Terminal, quiet: boolean): Progress {
  if (quiet || !terminal.watched) return SILENT;
  const format = total === null ? `${label} {note}` : `${label} {bar} {percentage}%  {note}`;
  const bar = new cliProgress.SingleBar(
    { format, fps: FRAMES_PER_SECOND, clearOnComplete: true, barsize: 30 },
    cliProgress.Presets.shades_classic,
  );
  let shown = false;
  return {
    update(done, note = '') {
      if (!shown) bar.start(total ?? 1, 0, { note });
      shown = true;
      bar.update(total === null ? 0 : Math.min(done, total), { note });
    },
    stop() {
      if (shown) bar.stop();
    },
  };
}
