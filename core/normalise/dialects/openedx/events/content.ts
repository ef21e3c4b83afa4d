import type { Action } from '../../../actions.ts';
import type { Entries, EventType, Fact } from '../event-type.ts';
import { lengthOf, ordinal, seconds } from '../facts.ts';
import { block, firstOf, kind, module, token } from '../things.ts';

const bank = (action: Action): EventType => ({ category: 'content', action, object: block('library_content', 'location') });

// Chapters are files of the course: their names are the authors', so a token stands for each.
const book = (action: Action, ...facts: readonly Fact[]): EventType => ({
  category: 'content',
  action,
  object: firstOf(token('textbook', 'chapter'), kind('textbook')),
  facts,
});
const page = ordinal('page', 'position');

const split = (action: Action, ...paths: string[]): EventType => ({
  category: 'content',
  action,
  object: firstOf(block('split_test', ...paths), module('split_test')),
});

const shown = (thing: string): EventType => ({ category: 'content', action: 'viewed', object: firstOf(module(thing), kind(thing)) });
const exploration = (action: Action): EventType => ({
  category: 'content',
  action,
  object: token('exploration', 'exploration_id'),
  parent: module('oppia'),
});
const mix = (action: Action, ...facts: readonly Fact[]): EventType => ({
  category: 'content',
  action,
  object: firstOf(module('mix'), kind('mix')),
  facts,
});

/** Textbooks, problem banks, content of other makers. */
export const CONTENT: Entries = [
  ['edx.librarycontentblock.content.assigned edx.itembankblock.content.assigned', 'server', bank('assigned')],
  ['edx.librarycontentblock.content.removed edx.itembankblock.content.removed', 'server', bank('deleted')],
  ['xmodule.partitions.assigned_user_to_partition', 'server', split('assigned')],
  ['xblock.split_test.child_render', 'server', split('loaded', 'child_id', 'child-id')],

  ['book', 'browser', book('navigated', ordinal('new', 'position'))],
  ['textbook.pdf.page.navigated textbook.pdf.thumbnail.navigated textbook.pdf.chapter.navigated', 'browser', book('navigated', page)],
  ['textbook.pdf.search.executed', 'browser', { ...book('searched', page, lengthOf('query')), category: 'search' }],
  ['textbook.pdf.search.navigatednext', 'browser', book('navigated', page)],
  [
    `textbook.pdf.thumbnails.toggled textbook.pdf.outline.toggled textbook.pdf.zoom.buttons.changed textbook.pdf.zoom.menu.changed
     textbook.pdf.display.scaled textbook.pdf.page.scrolled textbook.pdf.search.highlight.toggled
     textbook.pdf.searchcasesensitivity.toggled`,
    'browser',
    book('interacted', page),
  ],

  ['edx.googlecomponent.calendar.displayed', 'server', shown('calendar')],
  ['edx.googlecomponent.document.displayed', 'server', shown('document')],
  ['oppia.exploration.loaded', 'server', exploration('loaded')],
  ['oppia.exploration.completed', 'server', exploration('completed')],
  ['oppia.exploration.state.changed', 'server', exploration('navigated')],
  ['microsoft.office.mix.loaded', 'server', mix('loaded')],
  ['microsoft.office.mix.played', 'server', mix('played', seconds('current_time', 'media_time_s'), ordinal('current_slide', 'position'))],
  ['microsoft.office.mix.paused', 'server', mix('paused', seconds('current_time', 'media_time_s'), ordinal('current_slide', 'position'))],
  ['microsoft.office.mix.stopped', 'server', mix('stopped')],
  ['microsoft.office.mix.slide.loaded', 'server', mix('navigated', ordinal('slide', 'position'))],
  [
    'edx.lti.xblock.launch_request xblock.launch_request',
    'server',
    { category: 'content', action: 'opened', object: firstOf(module('lti_consumer'), kind('lti_consumer')) },
  ],
];
