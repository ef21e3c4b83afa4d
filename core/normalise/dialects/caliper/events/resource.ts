import type { Action } from '../../../actions.ts';
import type { Entries, EventType } from '../event-type.ts';

const made = (action: Action): EventType => ({ category: 'made, by object', action });
const fetched = (action: Action): EventType => ({ category: 'content', action });

/** Material that is made, changed, fetched. */
export const RESOURCE: Entries = [
  ['ResourceManagementEvent', 'Created Copied Uploaded', made('created')],
  ['ResourceManagementEvent', 'Modified Described Archived Restored Published Unpublished', made('updated')],
  ['ResourceManagementEvent', 'Deleted', made('deleted')],
  ['ResourceManagementEvent', 'Saved', made('saved')],
  ['ResourceManagementEvent', 'Downloaded', fetched('downloaded')],
  ['ResourceManagementEvent', 'Retrieved', fetched('viewed')],
  ['ResourceManagementEvent', 'Printed', fetched('interacted')],
];
