import { tableForm } from '../iri.ts';

const STREAMS = `accept acknowledge append archive at attach authorize borrow build cancel checkin confirm deliver deny disagree
  give ignore insert install invite lose make-friend present purchase qualify receive reject remove-friend replace request-friend
  resolve retract return rsvp-maybe rsvp-no rsvp-yes schedule sell sponsor tag tie unsatisfy unsave unshare use`;

const TINCAN = `adopted called closed-sale created-opportunity cloned defined estimated-duration expected expired frame/entered
  frame/exited hired interviewed laughed marked-unread mentioned mentored performed-offline personality-rated ping promoted
  reopened sensed terminated-employment-with was-assigned-job-title was-hired-by`;

const ADL = 'preferred';

const PROFILES = `tla/verbs/explored tla/verbs/planned tla/verbs/prioritized tla/verbs/organized tla/verbs/socialized tla/verbs/located
  tla/verbs/recruited tla/verbs/appraised tla/verbs/schooled tla/verbs/augmented tla/verbs/tracked tla/verbs/recommended
  tla/verbs/directed tla/verbs/validated tla/verbs/asserted tla/verbs/inferred
  tla/verbs/mobilized tla/verbs/qualified tla/verbs/released tla/verbs/separated tla/verbs/deferred
  tla/verbs/retired dod-isd/verbs/adapted dod-isd/verbs/analyzed dod-isd/verbs/arranged dod-isd/verbs/calculated
  dod-isd/verbs/classified dod-isd/verbs/compared dod-isd/verbs/defined dod-isd/verbs/demonstrated dod-isd/verbs/described
  dod-isd/verbs/discussed dod-isd/verbs/explained dod-isd/verbs/identified dod-isd/verbs/listed dod-isd/verbs/organized
  dod-isd/verbs/practiced dod-isd/verbs/solved dod-isd/verbs/summarized seriousgames/verbs/used
  adb/verbs/referenced`;

const IRIS = (home: string, words: string) => words.split(/\s+/).map((word) => `${home}${word}`);

/** THE VERBS WITHOUT A PLACE: registered ones that say nothing of learning, or nothing that our actions could. */
export const UNPLACED: readonly string[] = [
  ...IRIS('http://activitystrea.ms/', STREAMS),
  ...IRIS('http://id.tincanapi.com/verb/', TINCAN),
  ...IRIS('http://adlnet.gov/expapi/verbs/', ADL),
  ...IRIS('https://w3id.org/xapi/', PROFILES),
];

const BY_FORM: ReadonlyMap<string, string> = new Map(UNPLACED.map((iri) => [tableForm(iri), iri]));

/** The registered IRI of such a verb as its vocabulary writes it; undefined for any other, which may be anybody's words. */
export function publicVerb(iri: string): string | undefined {
  return BY_FORM.get(tableForm(iri));
}
