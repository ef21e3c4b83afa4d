import { Fault } from '#core/errors.ts';
import { mergeAll, type Pipeline, processNext } from '#core/pipeline.ts';

/** Small POSTs are processed together: a group is not begun sooner than this after the last one, unless much waits. */
const GATHER_MS = 500;
/** A group of so many lines was not worth waiting for more. */
const LARGE_GROUP = 2_000;
/** Rows wait at least so long for their merge, so that a stream of small POSTs does not rewrite the files of a day each time … */
const MERGE_AFTER_MS = 2_000;
/** … and this many times as long as the last merge took: large files are rewritten less often. */
const MERGE_SHARE = 2;
/** New fences are swept into merged files even where nothing comes in. */
const SWEEP_EVERY_MS = 10 * 60_000;
/** Other processes put batches into the intake too. */
const LOOK_EVERY_MS = 1_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** What is left when the server stops is done by the next one; only what is quick is done now. */
const LAST_WORK_MS = 5_000;

/** Processes what waits and merges what is staged, again and again, until told to stop. Failures are logged by code and tried again. */
export class WorkLoop {
  readonly #pipeline: Pipeline;
  #stopped = false;
  #awake: () => void = () => {};
  /** ms since the epoch. */
  #mergeAt = 0;
  #processAt = 0;
  #lastMergeMs = 0;
  #merging: Promise<number> | null = null;
  readonly #failures = { process: 0, merge: 0 };
  readonly #idle: () => void;

  /** @param idle called when nothing waits, before `wake` is listened for */
  constructor(pipeline: Pipeline, idle: () => void = () => {}) {
    this.#pipeline = pipeline;
    this.#idle = idle;
  }

  /** Something came in. */
  wake(): void {
    this.#awake();
  }

  stop(): void {
    this.#stopped = true;
    this.#awake();
  }

  /** Resolves after `stop`, when the work under way is done and what was quick besides. */
  async run(): Promise<void> {
    while (!this.#stopped) {
      const lines = this.#now() < this.#processAt ? 0 : await this.#try('process', () => this.#process());
      // Beside the processing, not before it: a long merge must not make new batches wait.
      if (this.#now() >= this.#mergeAt && this.#merging === null) {
        this.#merging = this.#try('merge', () => this.#merge(Number.POSITIVE_INFINITY)).finally(() => {
          this.#merging = null;
        });
      }
      const untilMerge = this.#merging === null ? this.#mergeAt - this.#now() : LOOK_EVERY_MS;
      if (lines === 0) await this.#pause(Math.max(0, Math.min(LOOK_EVERY_MS, untilMerge)), true);
      if (lines < LARGE_GROUP) await this.#pause(GATHER_MS, false);
    }
    await this.#merging;
    const until = this.#now() + LAST_WORK_MS;
    while (this.#failures.process === 0 && this.#now() < until && (await this.#try('process', () => this.#process())) > 0) {}
    if (this.#failures.merge === 0) await this.#try('merge', () => this.#merge(until));
  }

  /** @returns the lines of the group; 0 when nothing waits */
  async #process(): Promise<number> {
    const receipts = await processNext(this.#pipeline);
    if (receipts === null) return 0;
    const wait = Math.max(MERGE_AFTER_MS, MERGE_SHARE * this.#lastMergeMs);
    this.#mergeAt = Math.min(this.#mergeAt, this.#now() + wait);
    const lines = receipts.flatMap(({ batches }) => batches).reduce((total, batch) => total + batch.lines, 0);
    return Math.max(1, lines);
  }

  async #merge(until: number): Promise<number> {
    const started = this.#now();
    // Set first: what is processed meanwhile brings the next merge nearer again.
    this.#mergeAt = started + SWEEP_EVERY_MS;
    const report = await mergeAll(this.#pipeline, { until });
    this.#lastMergeMs = this.#now() - started;
    const { staged, written, rows, waiting } = report;
    if (staged > 0) this.#pipeline.log.info('merge.done', { files: written, rows, stagedFiles: staged, waiting, ms: this.#lastMergeMs });
    return staged;
  }

  /** What failed is tried again later and later. @returns 0 when it failed */
  async #try(kind: 'process' | 'merge', work: () => Promise<number>): Promise<number> {
    try {
      const done = await work();
      this.#failures[kind] = 0;
      return done;
    } catch (error) {
      const again = this.#now() + Math.min(FIRST_PAUSE_MS * 2 ** this.#failures[kind]++, LONGEST_PAUSE_MS);
      if (kind === 'process') this.#processAt = again;
      else this.#mergeAt = again;
      this.#pipeline.log.error(`${kind}.failed`, { code: codeOf(error) });
      // What was taken and not done waits again.
      if (kind === 'process') await this.#pipeline.intake.recover().catch(() => 0);
      return 0;
    }
  }

  async #pause(ms: number, wakeable: boolean): Promise<void> {
    if (this.#stopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#awake = () => {
        if (!wakeable && !this.#stopped) return;
        clearTimeout(timer);
        resolve();
      };
      if (wakeable) this.#idle();
    });
    this.#awake = () => {};
  }

  #now(): number {
    return this.#pipeline.clock.now();
  }
}

/** A full disk should be called so in the log; other foreign codes may be anything. */
function codeOf(error: unknown): string {
  if (error instanceof Fault) return error.code;
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' && /^E[A-Z]{2,20}$/.test(code) ? code : 'unexpected';
}
