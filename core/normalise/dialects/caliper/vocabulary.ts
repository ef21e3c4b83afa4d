/**
 * THE VOCABULARY: names of members that may be told when a member was not used. Any other key may be an e-mail address.
 * Properties of Caliper 1.0 to 1.2; extensions of Canvas, Blackboard and Open edX's router, each read or denied by its name.
 */
const CALIPER = `
  @context id type action actor object target generated eventTime edApp group membership session federatedSession referrer profile extensions
  academicSession annotated annotator anonymous assignable assignee attempt body bodyExtract client commenter comments contentType count courseNumber creators currentTime
  dateCreated dateModified datePublished dateToActivate dateToShow dateToStartOn dateToSubmit description duration endedAtTime eventTime
  identifier identifierType index ipAddress host userAgent isPartOf items itemLabels itemValues keywords learningObjectives locale
  maxAttempts maxPoints maxScore maxSubmits maxValue maxLabel measures mediaType member members message messageParameters metric minValue minLabel
  minDateTime maxDateTime minDateTimeLabel maxDateTimeLabel name normalScore organization otherIdentifiers points question questionPosed
  questions query rated rater rating ratingComment relevance replyTo resource resourceType responses roles role scale scaleMax scaleMin
  scaleType score scoredBy scoreGiven comment penalty curvedTotalScore curveFactor extraCreditScore totalScore searchProvider searchResults
  searchResultsItemCount searchTarget searchTerms searchFilters searchTags searchedItems selection selections selectionText sender sentCount dateSent
  source startedAtTime status steps storageName subOrganizationOf survey tags text timeZoneOffset user value values valueMin valueMax version
  volumeLevel volumeMax volumeMin visualMedia weight withAgents start end isTimeDependent isCoursePage interactionType navigatedFrom
  objectType alignedLearningObjective width height muted speed aggregateMeasures
`;

const CANVAS = `
  com.instructure.canvas access_is_current asset_name asset_subtype asset_type assignment_group_id category client_ip content_type context_account_id
  context_id context_role context_sis_source_id context_type course_id course_section_id course_uuid developer_key_id display_name
  enrollment_id entity_id filename folder_id grade grader_id group_category_id group_category_name group_id group_name hostname http_method is_admin
  is_announcement job_id job_tag late limit_privileges_to_course_section lock_at lti_assignment_id lti_resource_link_id missing muted
  old_body old_display_name old_grade old_score old_syllabus_body old_title points_possible posted_at producer quiz_id real_user_id redirect_url
  request_id request_url restricted_access root_account_id root_account_lti_guid root_account_uuid session_id sis_id state state_is_current
  state_started_at state_valid_until student_id student_sis_id submission_id submission_type submission_types syllabus_body time_zone title
  unlock_at url user_account_id user_agent user_id user_login user_name user_sis_id workflow_state
`;

const BLACKBOARD = `
  bb:user.id bb:user.externalId bb:user.users bb:course.id bb:course.externalId bb:course.batchUid bb:request.headers bb:request.ip bb:request.url
  bb:session.id bb:group.users bb:group.id bb:content.id bb:content.handler bb:contentHandler bb:item.id bb:attempt.id bb:attempt.status
  bb:gradebook.column bb:tenant.id bb:site.id bb:forum.id bb:message.id bb:thread.id isCourseGrade itemId course
`;

const OPENEDX = `
  attempts current_tab event_transaction_id event_transaction_type max_grade mode module_id new_time old_time success tab_count target_tab
  weighted_earned weighted_possible widget_placement problem_id
`;

export const VOCABULARY: ReadonlySet<string> = new Set(`${CALIPER} ${CANVAS} ${BLACKBOARD} ${OPENEDX}`.trim().split(/\s+/));
