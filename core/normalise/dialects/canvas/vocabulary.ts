/** THE VOCABULARY of Live Events: names that may be told when a member was not used. Any other key may be an e-mail address. */
const METADATA = `
  client_ip compact_live_events context_account_id context_id context_role context_sis_source_id context_type developer_key_id event_name
  event_time hostname http_method job_id job_tag producer real_user_id referrer request_id root_account_id root_account_lti_guid
  root_account_uuid session_id time_zone url user_account_id user_agent user_id user_login user_sis_id version
`;

const BODY = `
  access_is_current account_id account_notification_id account_uuid aligned_to_assessment_id all_day all_day_date artifact_id artifact_type
  assessed_at assessment_type asset_id asset_name asset_subtype asset_type assignment_group_id assignment_id assignment_name
  assignment_override_id associated_integration_id associated_integration_ids associated_user_id attachment_id attachment_ids attempt
  author_id body category completed_at content_type context_id context_role context_type context_uuid conversation_id course course.account_id
  course.id course.name course.sis_source_id course_id course_section_id created_at current_score description discussion_entry_id
  discussion_topic_id display_name domain due_at enrollment_id enrollment_term_id filename final_score folder_id grade graded_at grader_id
  grading_complete grading_period_id group_category_id group_category_name group_id group_limit group_membership_id group_name id
  is_admin is_announcement late learning_outcome_id level limit_privileges_to_course_section lock_at lti_assignment_description
  lti_assignment_id lti_resource_link_id lti_resource_link_id_duplicated_from lti_user_id mastery max_membership message_id missing
  module_id module_item_id muted name old_body old_current_score old_display_name old_final_score old_grade old_override_score
  old_points_possible old_score old_syllabus_body old_title old_unposted_current_score old_unposted_final_score original_mastery
  original_possible original_score override_score parent_discussion_entry_id percent points_possible position possible posted_at
  progress progress.completed_at progress.next_requirement_url progress.requirement_completed_count progress.requirement_count
  quiz_id redirect_url resource_link_id role score score_id section_id state student_id student_sis_id submission_comment_id submission_id
  submission_type submission_types submitted_at syllabus_body text title type unlock_at unposted_current_score unposted_final_score
  updated_at url user user.email user.id user.name user_id user_name user_uuid uuid wiki_page_id workflow_state
`;

const words = (text: string) => text.trim().split(/\s+/);

export const VOCABULARY: ReadonlySet<string> = new Set([
  'metadata',
  'body',
  ...words(METADATA).map((word) => `metadata.${word}`),
  ...words(BODY).map((word) => `body.${word}`),
]);

/** What is read of every event. */
export const COMMON_USES: readonly string[] = [
  ...words(
    `event_name event_time producer root_account_id request_id job_id session_id user_id user_login real_user_id user_agent referrer url context_type
     context_id context_role`,
  ).map((word) => `metadata.${word}`),
  ...words('course_id context_type context_id course.id').map((word) => `body.${word}`),
];
