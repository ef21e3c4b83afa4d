/** Letters and small numbers by which items name their choices; anything longer may be words, or somebody's name. */
const CHOICE = /^(?:[A-Za-z]|[A-Za-z]?\d{1,3}|choice[_-]?\d{1,3}|true|false)$/;

/** Whether an identifier of a choice says nothing but which one it is: `response` is read by everybody. */
export function isPlainChoice(id: unknown): boolean {
  return typeof id === 'string' && CHOICE.test(id);
}
