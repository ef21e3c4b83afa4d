import { KINDS } from '../things.ts';

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Entity types of 1.0 to 1.2: those that a row has a word for, and the others. */
export const ENTITY_TYPES: ReadonlySet<string> = new Set([
  ...KINDS.keys(),
  ...words(`Entity LearningObjective MediaLocation Session LtiSession Selector TextPositionSelector SystemIdentifier
    FillinBlankResponse MultipleChoiceResponse MultipleResponseResponse SelectTextResponse TrueFalseResponse
    DateTimeResponse MultiselectResponse OpenEndedResponse RatingScaleResponse Scale LikertScale MultiselectScale NumericScale
    AggregateMeasure AggregateMeasureCollection Query SearchResponse`),
]);

/** Members of an entity that must be there, where it is not `id` and `type`, which all others have. */
export const REQUIRED: ReadonlyMap<string, readonly string[]> = new Map([
  ['TextPositionSelector', ['start', 'end']],
  ['SystemIdentifier', ['identifierType', 'identifier']],
  ['AggregateMeasure', ['id', 'metric', 'metricValue']],
]);

/** What the value of a member must be. `things`: several, of which each may be told as one may. */
type Kind = 'thing' | 'things' | 'time' | 'duration' | 'number' | 'map';

/** The members of events and entities that are checked; the others hold text, or are checked by nobody. */
const MEMBERS: ReadonlyMap<string, Kind> = new Map(
  Object.entries({
    thing: `actor object target generated edApp referrer group membership session federatedSession navigatedFrom annotated annotator
      assignable assignee attempt client commentedOn commenter creator isPartOf member organization query question rated rater replyTo
      scale scoredBy searchProvider searchTarget selection source subOrganizationOf survey user`,
    things: 'creators items learningObjectives members otherIdentifiers searchResults withAgents',
    time: `eventTime startedAtTime endedAtTime dateCreated dateModified datePublished dateToActivate dateToShow dateToStartOn
      dateToSubmit dateSent dateTimeSelected minDateTime maxDateTime`,
    duration: 'duration currentTime',
    number: `count curveFactor curvedTotalScore end extraCreditScore index maxAttempts maxScore maxSubmits metricValue normalScore
      penaltyScore scoreGiven searchResultsItemCount start totalScore`,
    map: 'extensions messageParameters',
  }).flatMap(([kind, names]) => words(names).map((name): [string, Kind] => [name, kind as Kind])),
);

export function kindOf(member: string): Kind | undefined {
  return MEMBERS.get(member);
}
