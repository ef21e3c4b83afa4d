import { expect, it } from 'vitest';
import { table } from '../../bin/show/table.ts';

it('shows control characters instead of sending them to the terminal', () => {
  const shown = table(['course'], [['a\u001b[2Jb\u0007']]);
  expect(shown).toContain('a\\u001b[2Jb\\u0007');
});
