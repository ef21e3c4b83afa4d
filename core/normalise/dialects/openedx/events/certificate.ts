import type { Action } from '../../../actions.ts';
import { affected } from '../about.ts';
import type { Entries, EventType } from '../event-type.ts';
import { kind, token } from '../things.ts';

const certificate = token('certificate', 'certificate_id');
const badge = token('badge', 'assertion_id');

const owned = (action: Action, object = certificate): EventType => ({ category: 'certificate', action, object, about: affected() });
// By the owner, who acts.
const shared = (object = certificate): EventType => ({ category: 'certificate', action: 'shared', object });
// Whoever looks is most often a stranger; `user_id` is the owner, who did nothing.
const visited = (object = certificate): EventType => ({ category: 'certificate', action: 'viewed', object });
const setting: EventType = { category: 'administration', action: 'updated', object: kind('course'), role: 'staff' };

/** Certificates and badges. Their ids open public pages with a name on them. */
export const CERTIFICATE: Entries = [
  ['edx.certificate.created', 'server', owned('earned')],
  ['edx.certificate.revoked', 'server', owned('revoked')],
  ['edx.certificate.shared', 'server browser', shared()],
  ['edx.certificate.evidence_visited', 'server browser', visited()],
  ['edx.certificate.generation.enabled edx.certificate.generation.disabled', 'server', setting],
  ['edx.badge.assertion.created', 'server', owned('earned', badge)],
  ['edx.badge.assertion.shared', 'server browser', shared(badge)],
  ['edx.badge.assertion.evidence_visited', 'server browser', visited(badge)],
];
