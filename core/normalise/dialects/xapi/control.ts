import type { Action } from '../../actions.ts';
import { CONTROLS, READ } from './extensions.ts';
import type { Statement } from './statement.ts';
import { told } from './told.ts';

/**
 * Which control of a player was used, where that can be told: `interacted` of the video profile gives the state of all controls
 * (4.2 of the profile), so only a statement that tells of a single one says which. Open edX tells the new speed beside the old one.
 */
export function controlOf(sent: Statement): Action {
  const extensions = { ...sent.contextExtensions, ...sent.resultExtensions };
  if (CONTROLS.some((name) => Object.hasOwn(extensions, name))) return 'interacted';
  const speed = READ.speed.some((name) => Object.hasOwn(extensions, name));
  const captions = READ.captions.some((name) => Object.hasOwn(extensions, name));
  if (speed === captions) return 'interacted';
  if (speed) return 'speed_changed';
  const shown = told(sent, 'captions');
  return shown === true ? 'captions_shown' : shown === false ? 'captions_hidden' : 'interacted';
}
