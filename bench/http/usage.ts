import { readdirSync, readFileSync } from 'node:fs';

const SAMPLE_MS = 500;
/** Linux counts CPU in ticks of a hundredth of a second (USER_HZ). */
const TICKS_A_SECOND = 100;
/** Fields of /proc/PID/stat after the command's name, from 0: utime and stime (proc(5)). */
const UTIME = 11;
const STIME = 12;

export interface Usage {
  /** Of the first thread, which answers. */
  readonly mainCpuSeconds: number;
  /** Of all other threads together: the pool, the garbage collector, whoever works beside. */
  readonly otherCpuSeconds: number;
  readonly rssMB: { readonly first: number; readonly last: number; readonly most: number };
}

/** What a process uses from now on, until told to stop. Linux only: elsewhere all is 0. */
export function watchUsage(pid: number): () => Usage {
  const samples: number[] = [];
  const look = (): void => void samples.push(rssMB(pid));
  const [main, all] = [cpuSeconds(`/proc/${pid}/task/${pid}/stat`), cpuSeconds(`/proc/${pid}/stat`)];
  look();
  const timer = setInterval(look, SAMPLE_MS);
  return () => {
    clearInterval(timer);
    look();
    const mainCpuSeconds = cpuSeconds(`/proc/${pid}/task/${pid}/stat`) - main;
    const fifth = Math.max(1, Math.floor(samples.length / 5));
    const mean = (from: number): number => samples.slice(from, from + fifth).reduce((sum, mb) => sum + mb, 0) / fifth;
    return {
      mainCpuSeconds,
      otherCpuSeconds: cpuSeconds(`/proc/${pid}/stat`) - all - mainCpuSeconds,
      // The second fifth: the first one warms up.
      rssMB: { first: mean(fifth), last: mean(samples.length - fifth), most: Math.max(...samples) },
    };
  };
}

/** CPU seconds of each thread of a process, by its name. */
export function threadsOf(pid: number): Readonly<Record<string, number>> {
  const threads: Record<string, number> = {};
  for (const task of entries(`/proc/${pid}/task`)) {
    const name = text(`/proc/${pid}/task/${task}/comm`).trim();
    threads[name] = (threads[name] ?? 0) + cpuSeconds(`/proc/${pid}/task/${task}/stat`);
  }
  return threads;
}

function cpuSeconds(stat: string): number {
  const fields = text(stat)
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[UTIME] ?? 0) + Number(fields[STIME] ?? 0)) / TICKS_A_SECOND;
}

function rssMB(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(text(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;
}

function text(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function entries(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
