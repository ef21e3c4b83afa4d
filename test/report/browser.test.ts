import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayOf } from '#core/dataset/layout.ts';
import { pageOf } from '#core/report/page.ts';
import { courseReport } from '#core/report/report.ts';
import { directoryLake } from '../query/lake.ts';
import { SLUG } from '../support/rows.ts';
import { courseRows } from './course.ts';

/** Debian's; a machine without it fails here rather than skips. */
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

let folder: string;
let browser: Browser;
let url: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sillage-report-'));
  const lake = directoryLake();
  for (const [day, rows] of Map.groupBy(courseRows(), ({ time }) => dayOf(time))) await lake.place(SLUG, day, rows);
  const report = await courseReport(SLUG, (select) => lake.engine.run(select), { version: '1', madeOn: '2026-05-01' });
  lake.close();
  const file = join(folder, 'report.html');
  writeFileSync(file, pageOf(report));
  url = pathToFileURL(file).href;
  browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET });
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

async function opened<T>(width: number, look: (page: Page) => Promise<T>): Promise<T> {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  page.on('request', (request) => {
    if (request.url() !== url) said.push(request.url());
  });
  await page.goto(url);
  const seen = await look(page);
  await page.close();
  expect(said).toEqual([]);
  return seen;
}

describe.each([
  ['a desk', 1100, 'desk'],
  ['a telephone', 390, 'telephone'],
] as const)('on %s', (_, width, drawing) => {
  it('fits, and every plot is drawn once', async () => {
    const seen = await opened(width, async (page) => ({
      overflow: await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
      figures: await page.locator('figure').count(),
      drawn: await page.locator('figure svg:visible').count(),
      own: await page.locator(`.${drawing} svg:visible`).count(),
      marks: await page.locator(`.${drawing} svg path:visible`).count(),
    }));
    expect(seen).toMatchObject({ overflow: 0, figures: 7, drawn: 7, own: 7 });
    expect(seen.marks).toBeGreaterThan(30);
  });

  it('cuts off no text of a plot', async () => {
    const outside = await opened(width, async (page) =>
      page.evaluate(`[...document.querySelectorAll('.${drawing} svg')].flatMap((svg) => {
        return [...svg.querySelectorAll('text')].filter((text) => {
          const { left, right, width } = text.getBoundingClientRect();
          return width > 0 && (left < 0 || right > document.documentElement.clientWidth);
        }).map((text) => text.textContent);
      })`),
    );
    expect(outside).toEqual([]);
  });
});

describe('read out', () => {
  it('has one title, sections below it, and each figure named, told in words and in a table', async () => {
    await opened(1100, async (page) => {
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
      expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toHaveLength(5);
      for (const figure of await page.locator('figure').all()) {
        expect(await figure.getByRole('heading', { level: 3 }).count()).toBe(1);
        expect((await figure.locator('p').textContent())?.length).toBeGreaterThan(20);
        await figure.locator('summary').click();
        expect(await figure.getByRole('row').count()).toBeGreaterThan(1);
        expect(await figure.getByRole('columnheader').count()).toBeGreaterThan(1);
      }
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
    });
  });
});

it('prints: plots at their full width, no navigation, more than one page', async () => {
  const page = await browser.newPage();
  await page.goto(url);
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('nav').isVisible()).toBe(false);
  expect(await page.locator('.desk svg:visible').count()).toBe(7);
  expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000);
  await page.close();
});
