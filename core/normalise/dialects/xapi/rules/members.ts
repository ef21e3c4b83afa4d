/**
 * Members of every object of a statement, `!` for those that must be there, each with the kind of its value where that is not its own name
 * (xAPI 1.0.3, part two, 2.4 and 4; IEEE 9274.1.1-2023). `[]` = an array of them; `[+]` = one at least; `[1]` = a single one will do.
 */
const COMMON = `
statement id:uuid actor! verb! object! result context timestamp:time stored:time authority version attachments:attachment[]
substatement objectType:string actor! verb! object!:subobject result context timestamp:time attachments:attachment[]
agent objectType:string name:string mbox mbox_sha1sum:sha1 openid:iri account
group objectType:string name:string mbox mbox_sha1sum:sha1 openid:iri account member[]
twoagents objectType:string name:string member![]
account homePage!:irl name!:string
verb id!:iri display:languages
activity objectType:string id!:iri definition
definition name:languages description:languages type:iri moreInfo:irl interactionType:interaction correctResponsesPattern:string[] choices:component[] scale:component[] source:component[] target:component[] steps:component[] extensions
component id!:string description:languages
reference objectType:string id!:uuid
result score success:boolean completion:boolean response:string duration extensions
score scaled:share raw:number min:number max:number
activities parent:anactivity[1] grouping:anactivity[1] category:anactivity[1] other:anactivity[1]
attachment usageType!:iri display!:languages description:languages contentType!:media length!:size sha2! fileUrl:irl
contextagent objectType!:contextAgent agent!:member relevantTypes:iri[+]
contextgroup objectType!:contextGroup group!:team relevantTypes:iri[+]
context registration:uuid instructor:actor team contextActivities:activities revision:string platform:string language statement:another extensions`;

/** What 2.0 added. */
const ADDED = ' contextAgents:contextagent[] contextGroups:contextgroup[]';

/** By version: a line for an object, its name first. */
export const MEMBERS = { '1.0': COMMON, '2.0': COMMON + ADDED } as const;

/**
 * Objects that an objectType tells apart, case and all; the first one where there is none, `-` where there must be one
 * (xAPI 1.0.3, part two, 2.4.2, 2.4.4).
 */
export const CHOICES = `
actor Agent:agent Group:group
member Agent:agent
team - Group:group
authority Agent:agent Group:twoagents
object Activity:activity Agent:agent Group:group StatementRef:reference SubStatement:substatement
subobject Activity:activity Agent:agent Group:group StatementRef:reference
anactivity Activity:activity
another - StatementRef:reference`;
