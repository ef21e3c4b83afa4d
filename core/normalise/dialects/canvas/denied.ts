/**
 * Events of the catalogue that say nothing of learning: accounts and people as records (names, addresses, log-ins), announcements of the
 * institution, imports and copies, settings of outcomes and of marks, machinery. Dropped by name.
 */
export const DENIED: ReadonlySet<string> = new Set(
  `account_created account_updated account_notification_created assignment_group_created assignment_group_updated
   content_migration_completed content_migration_started course_section_created course_section_updated enrollment_state_created
   enrollment_state_updated final_grade_custom_status learning_outcome_created learning_outcome_group_created learning_outcome_group_updated
   learning_outcome_link_created learning_outcome_link_updated learning_outcome_updated lti_resource_link_created lti_resource_link_updated
   master_migration_completed master_migration_started outcome_calculation_method_created outcome_calculation_method_updated
   outcome_friendly_description_created outcome_friendly_description_updated outcome_proficiency_created outcome_proficiency_updated
   outcomes_retry_outcome_alignment_clone plagiarism_resubmit quiz_export_complete quizzes_next_migration_urls_complete
   quizzes_next_quiz_duplicated sis_batch_created sis_batch_updated submission_custom_grade_status user_account_association_created
   user_created user_updated`.split(/\s+/),
);
