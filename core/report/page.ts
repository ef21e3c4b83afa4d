import { told } from './cells.ts';
import { svgOf } from './plot.ts';
import type { CourseReport } from './report.ts';
import type { DataTable, Figure, Section } from './section.ts';

/** CSS pixels: a column of text at a desk, and a telephone held upright. */
const DESK = 760;
const TELEPHONE = 350;

/** The report as one HTML page that asks nothing of any other place: no script, no font, no picture from elsewhere. */
export function pageOf(report: CourseReport): string {
  const { title, about, sections } = report;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${text(title)}: course report</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${text(title)}</h1>
<dl>${about.map(({ name, value }) => `<div><dt>${text(name)}</dt><dd>${text(value)}</dd></div>`).join('')}</dl>
<p>Whatever fewer than ten learners stand behind is withheld: left out of plots, and told as “withheld” in tables. Counts of learners are
rounded to fives, of events to tens, shares to steps of five in a hundred, so that what is withheld cannot be had by subtraction. These
are pseudonymised data of persons; the page shows groups only.</p>
</header>
<nav aria-label="Sections"><ul>${sections.map(({ id, title: name }) => `<li><a href="#${id}">${text(name)}</a></li>`).join('')}</ul></nav>
<main>
${sections.map(sectionOf).join('\n')}
</main>
<footer><p>Made by Sillage ${text(report.version)} on ${text(report.madeOn)}.</p></footer>
</body>
</html>
`;
}

function sectionOf({ id, title, lead, figures, note }: Section): string {
  const body =
    figures.length > 0
      ? figures.map((figure, i) => figureOf(figure, `${id}-${i + 1}`)).join('\n')
      : `<p class="none">${text(note ?? 'Nothing to show.')}</p>`;
  return `<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${text(title)}</h2>
<p>${text(lead)}</p>
${body}
</section>`;
}

/** Drawn twice, since text must stay readable on a telephone; one of the two is shown, and neither is read out: the words and the table are. */
function figureOf(figure: Figure, id: string): string {
  return `<figure role="group" aria-labelledby="${id}-title">
<h3 id="${id}-title">${text(figure.title)}</h3>
<p id="${id}-says">${text(figure.description)}</p>
<div class="desk" aria-hidden="true">${svgOf(figure, DESK)}</div>
<div class="telephone" aria-hidden="true">${svgOf(figure, TELEPHONE)}</div>
<details><summary>The numbers</summary>
${tableOf(figure.data, figure.title)}
</details>
</figure>`;
}

function tableOf({ head, rows }: DataTable, caption: string): string {
  const cells = (row: DataTable['rows'][number]) =>
    row
      .map((cell, i) => {
        const value = cell === null ? '<i>withheld</i>' : typeof cell === 'number' ? told(cell) : text(cell);
        const number = typeof cell === 'number' || cell === null ? ' class="number"' : '';
        return i === 0 ? `<th scope="row">${value}</th>` : `<td${number}>${value}</td>`;
      })
      .join('');
  return `<div class="table" tabindex="0" role="region" aria-label="${text(caption)}"><table><caption>${text(caption)}</caption>
<thead><tr>${head.map((name) => `<th scope="col">${text(name)}</th>`).join('')}</tr></thead>
<tbody>${rows.map((row) => `<tr>${cells(row)}</tr>`).join('')}</tbody></table></div>`;
}

/** Text in HTML, inside elements and quoted attributes. */
function text(value: string): string {
  return value.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

const STYLE = `
:root { color-scheme: light; font: 16px/1.5 system-ui, sans-serif; color: #222; background: #fff; }
body { margin: 0 auto; max-width: 47.5rem; padding: 1rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .75rem; overflow-wrap: anywhere; }
h2 { font-size: 1.3rem; margin: 2.5rem 0 .5rem; border-top: 2px solid #0072b2; padding-top: .75rem; }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .25rem; }
p { margin: .25rem 0 .75rem; overflow-wrap: anywhere; }
dl { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin: 0 0 1rem; }
dt { font-size: .85rem; color: #595959; } dd { margin: 0; font-weight: 600; overflow-wrap: anywhere; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; list-style: none; }
a { color: #005a8f; }
figure { margin: 0 0 1rem; }
svg { width: 100%; height: auto; display: block; overflow: visible; }
.telephone { display: none; }
details { margin: .5rem 0 1rem; } summary { cursor: pointer; color: #005a8f; }
.table { overflow-x: auto; max-height: 24rem; overflow-y: auto; }
table { border-collapse: collapse; font-size: .9rem; } caption { text-align: left; font-weight: 600; padding: .5rem 0; }
th, td { text-align: left; padding: .2rem .75rem .2rem 0; border-bottom: 1px solid #ddd; font-weight: normal; }
thead th { font-weight: 600; } .number { text-align: right; font-variant-numeric: tabular-nums; } i { color: #595959; }
.none { color: #595959; font-style: italic; }
footer { margin-top: 3rem; font-size: .85rem; color: #595959; }
@media (max-width: 30rem) { .desk { display: none; } .telephone { display: block; } }
@media print {
  body { max-width: none; } nav, summary { display: none; } .desk { display: block; } .telephone { display: none; }
  figure { break-inside: avoid; } .table { max-height: none; overflow: visible; }
}
`;
