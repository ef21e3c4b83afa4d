import { usesTree, type Word, wordTree } from './unused.ts';

const ENVELOPE = `
  accept_language agent data event event_source event_type host ip name page referer session time timestamp user_id username context
  context.accept_language context.agent context.application context.asides context.channel context.client context.client.app
  context.client.country context.client.device context.client.ip context.client.locale context.client.network context.client.os
  context.client.screen context.client.timezone context.client_id context.command context.component context.course_id
  context.course_key context.course_user_tags context.device context.enterprise_uuid context.event_source context.host context.ip
  context.label context.mode context.module context.module.display_name context.module.original_usage_key
  context.module.original_usage_version context.module.usage_key context.org_id context.page context.path context.received_at
  context.referer context.session context.type context.user_id context.username context.userId
`;

/** Members of payloads; `*` stands for a key that the sender makes up. */
const PAYLOAD = `
  GET POST action add_method added.descendants added.original_usage_key added.original_usage_version added.usage_key allowance_key
  allowance_user_id allowance_value amount anonymous anonymous_to_peers answer answer.file_keys answer.file_upload_key
  answer.files_descriptions answer.files_names answer.files_sizes answer.parts.text answer.text answers answers.* app_version
  assertion_id assertion_image_url assertion_json_url attempt_allowed_time_limit_mins attempt_code attempt_completed_at
  attempt_event_elapsed_time_secs attempt_id attempt_number attempt_started_at attempt_status attempt_user_id attempts author
  badge_badgr_server_slug badge_name badge_slug block_id block_type body bookmark_id bookmarks_count bumper_id cadence_type
  caseSensitive category category_id category_name certificate_id certificate_url chapter chapter_title child-id child_id choice
  choice_all choices.* code cohort_id cohort_name commentable_id completion completion_percent component_id component_type
  component_usage_id content content_type context_key correct_map.*.answervariable correct_map.*.correctness correct_map.*.hint
  correct_map.*.hintmode correct_map.*.msg correct_map.*.npoints correct_map.*.queuestate corrected_text corrections.* correctness
  count_breakdown.* course courseRunKey course_edited_on course_edited_timestamp course_id course_key course_section
  course_subsection course_version courserun_key created_at currentTime current_id current_slide current_tab current_time
  current_url days_per_week direction discussion.id displayed_in done duration earned edit_reason element email emails_filtered
  emails_sent enabled enrollment_mode error event event_name event_transaction_id event_transaction_type event_type exam_content_id
  exam_default_time_limit_mins exam_id exam_is_active exam_is_practice_exam exam_is_proctored exam_name exercise_id exploration_id
  exploration_version failure feedback feedback_text field fileName fileSize fileType filter_generation_time.elapsed
  filter_generation_time.end filter_generation_time.start findprevious first_attempted freeform from_mfe_sidebar generation_mode
  goal goal_count goal_key grade grading_policy_hash group_id group_name highlightAll highlighted_content hint_index hint_label
  hint_len hint_text hints.text host_component_id id information.* input instructor instructor_id is_correct is_correct_location
  is_global_staff is_staff is_thread_author issuer issuing_component item item_id label language launch_url letter_grade
  linkCategory linkName linkType list_type location location_id lock_reason lti_version manually mark_type max_count max_grade
  method mode module_id name new new_attempts new_freeform new_score new_speed new_state new_state.seed new_state.student_answers.*
  new_state_name new_time new_total new_vote new_weighted_earned new_weighted_possible note_id note_text notes.note_id
  notification_app notification_channel notification_ids notification_metadata.notification_content
  notification_metadata.notification_id notification_type num_attempts number_of_results number_of_videos old old_attempts
  old_freeform old_note_text old_speed old_state old_state.correct_map.* old_state.student_answers.* old_state_name old_tags
  old_time old_vote only_if_higher options options.followed options_selected.* org_key orig_score orig_total override_deleted
  own_content page pageName page_name page_number page_size partition_id partition_name parts.criterion.name
  parts.criterion.points_possible parts.feedback parts.option parts.option.explanation parts.option.label parts.option.name parts.option.points parts.criterion.label parts.criterion.prompt percent percent_grade possible previous_cohort_id previous_cohort_name
  previous_count problem problem_id problem_part_id processing_time.elapsed processing_time.end processing_time.start provider
  publish_date query question_type rating rationale reason recipients_id remove_method removed.descendants
  removed.original_usage_key removed.original_usage_version removed.usage_key report_type report_url reported_status_cleared
  requested_skip_interval requesting_staff_id requesting_student_id response.id response_id result.descendants
  result.original_usage_key result.original_usage_version result.usage_key result_link result_position results_count
  review_attempt_code review_status review_video_url rubric.content_hash saved_response saved_response.file_upload_key
  saved_response.parts.text saved_response.text score_type scored_at scorer_id search_string search_term search_text
  search_time.elapsed search_time.end search_time.start search_type selection send_at setting settings.video.fullscreen slide
  social_network sort_key source source_url state.correct_map.* state.done state.has_saved_answers state.input_state.*
  state.score.raw_earned state.score.raw_possible state.seed state.student_answers.* status statusText student student_answer
  student_item_key submission.*.answer submission.*.correct submission.*.group_label submission.*.input_type submission.*.question
  submission.*.response_type submission.*.variant submission_returned_uuid submission_uuid submitted_answer submitted_at
  subscribed_to_reminders subtree_edited_on subtree_edited_timestamp success supported tab_count table tags target_name target_tab
  target_tab_count target_url target_username task_id team_id thread_id thread_type thumbnail_title timestamp title title_truncated
  tool_name topic_id total_notifications_count total_results total_slides trigger_type truncated type undo_vote url url_name user
  user_course_roles user_forum_roles user_forums_roles user_id user_roles username uuid value view visibility visible_blocks_hash
  vote vote_value weight weighted_earned weighted_graded_earned weighted_graded_possible weighted_possible weighted_total_earned
  weighted_total_possible widget_placement
`;

const words = (list: string) => list.trim().split(/\s+/);

/** THE VOCABULARY: paths that may be told when a member was not used. Any other key may be an e-mail address. */
export const VOCABULARY: ReadonlyMap<string, Word> = wordTree([...words(ENVELOPE), ...words(PAYLOAD).map((path) => `event.${path}`)]);

export const PAYLOAD_VOCABULARY: ReadonlyMap<string, Word> = VOCABULARY.get('event')?.inside ?? new Map();

/** What is read of every event outside its payload. */
export const ENVELOPE_USES = usesTree(
  words(`
    name event_type event_source time timestamp username user_id session agent accept_language page referer event data
    context.user_id context.username context.session context.agent context.accept_language context.page context.referer context.event_source
    context.course_id context.path context.module.usage_key context.client.country
  `),
);
