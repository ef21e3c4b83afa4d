import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Cli, type Served } from '../cli/harness.ts';
import { isAnswer, type Step, stepsOf } from './examples.ts';
import { Reader } from './reader.ts';

const FOLDER = fileURLToPath(new URL('../../docs/connect/', import.meta.url));
const PAGES = readdirSync(FOLDER).filter((name) => name.endsWith('.md'));

const cli = new Cli();
let server: Served;
beforeAll(async () => {
  server = await cli.serve();
});
afterAll(async () => {
  await server.stop();
  cli.remove();
});

const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8');

/** Some seconds later, as the pages say; and again, for machines that have more to do. */
const LATER_MS = [3_000, 2_000, 4_000, 8_000, 16_000];

async function follow(reader: Reader, step: Step): Promise<void> {
  if (step.kind === 'file') {
    reader.write(step.name, step.text);
    return;
  }
  let printed = '';
  for (const wait of step.later ? LATER_MS : [0]) {
    await sleep(wait);
    printed = await reader.type(step.commands);
    if (step.answer === null || isAnswer(printed, step.answer)) return;
  }
  expect(printed).toBe(step.answer);
}

describe('whoever does what a page says sees what it shows', () => {
  test.concurrent.each(PAGES)('%s', async (name) => {
    const steps = stepsOf(read(name));
    expect(steps.filter(({ kind }) => kind === 'run').length).toBeGreaterThan(0);
    const reader = new Reader(cli, server.url, name);
    for (const step of steps) await follow(reader, step);
  });
});

describe('the pages', () => {
  test.each(PAGES)('%s is short, and leads to files that are there', (name) => {
    const page = read(name);
    expect(page.split('\n').length).toBeLessThanOrEqual(120);
    const targets = [...page.matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, target = '']) => target);
    expect(targets.filter((target) => !existsSync(join(dirname(join(FOLDER, name)), target)))).toEqual([]);
  });
});

describe('an answer', () => {
  test.each([
    ['as it is', 'a\nb', 'a\nb', true],
    ['with spaces at the end', 'a  \nb\n', 'a\nb', true],
    ['another', 'a\nc', 'a\nb', false],
    ['with more behind it', 'a\nb\nc', 'a\nb', false],
    ['anything on a line', 'learner p1abc viewed', 'learner p1… viewed', true],
    ['nothing else on that line', 'learner p1abc posted', 'learner p1… viewed', false],
    ['any lines', 'a\nx\ny\nb', 'a\n…\nb', true],
    ['signs that mean something elsewhere', 'a.b', 'a+b', false],
  ])('%s', (_, printed, told, same) => {
    expect(isAnswer(printed, told)).toBe(same);
  });

  test('a word that nobody knows is no example that is silently left out', () => {
    expect(() => stepsOf('```sh ran\ntrue\n```\n')).toThrow('ran');
  });
});
