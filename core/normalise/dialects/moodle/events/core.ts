/** Events of Moodle itself, `\core\event\…` (Moodle 4.x and 5.x). */
export const CORE = `
session logged_in - : user_loggedin
session logged_out - : user_loggedout
navigation viewed course : course_viewed course_information_viewed course_resources_listed
navigation viewed page : dashboard_viewed dashboards_viewed mycourses_viewed
navigation viewed profile : user_profile_viewed
navigation viewed group : user_list_viewed
navigation viewed catalogue : course_category_viewed
navigation viewed report viewer : course_user_report_viewed
navigation viewed badge# : badge_viewed
navigation viewed badge : badge_listing_viewed
navigation viewed post : blog_entries_viewed blog_external_viewed
navigation viewed note : notes_viewed
navigation viewed comment : comments_viewed
navigation viewed message : notification_viewed
navigation viewed module : course_module_instances_list_viewed
navigation viewed @ : course_module_viewed course_module_instance_list_viewed content_viewed
content viewed document# : contentbank_content_viewed
search searched course|catalogue length=q : search_results_viewed
search searched catalogue length=query : courses_searched
completion completed course affected done=1 : course_completed
completion updated?completionstate:0=reset,1=completed,2=completed,3=completed @ owner state=completionstate : course_module_completion_updated
enrolment enrolled course owner : user_enrolment_created
enrolment unenrolled course owner : user_enrolment_deleted
enrolment enrolment_changed course owner : user_enrolment_updated
grade graded grade.itemid affected raw=finalgrade : user_graded
grade deleted grade.itemid affected : grade_deleted
grade downloaded report teacher : grade_exported
grade graded grade.competencyid affected : competency_user_competency_rated competency_user_competency_rated_in_course competency_user_competency_rated_in_plan
certificate earned badge# affected : badge_awarded
certificate revoked badge# affected : badge_revoked
social joined group# affected : group_member_added
social quit group# affected : group_member_removed
social joined cohort# affected : cohort_member_added
social quit cohort# affected : cohort_member_removed
social posted message : message_sent group_message_sent
social viewed message : message_viewed
social deleted message : message_deleted
social followed - : message_contact_added
social unfollowed - : message_contact_removed
social updated - : message_contact_blocked message_contact_unblocked message_user_blocked message_user_unblocked
forum posted post# : blog_entry_created blog_external_added
forum edited post# : blog_entry_updated blog_external_updated
forum deleted post# : blog_entry_deleted blog_external_removed
forum replied comment# : blog_comment_created comment_created competency_comment_created
forum deleted comment# : blog_comment_deleted comment_deleted competency_comment_deleted
annotation annotated note# teacher : note_created
annotation edited note# teacher : note_updated
annotation deleted note# teacher : note_deleted
annotation ~ entry# : calendar_event_+
annotation ~ entry : calendar_subscription_+
completion completed entry# affected : competency_plan_completed
completion progressed entry.competencyid affected : competency_evidence_created
completion ~ entry# owner : competency_user_evidence_+
completion requested entry# owner : competency_plan_review_requested competency_user_competency_review_requested
completion updated entry# owner : competency_plan_unlinked competency_plan_review_request_cancelled competency_plan_review_started competency_plan_review_stopped competency_user_competency_review_request_cancelled competency_user_competency_review_started competency_user_competency_review_stopped
completion ~ entry# owner : competency_plan_+ competency_plan_reopened competency_plan_approved competency_plan_unapproved
navigation viewed entry# viewer : competency_plan_viewed competency_user_competency_viewed competency_user_competency_viewed_in_course competency_user_competency_viewed_in_plan competency_user_competency_plan_viewed
navigation viewed entry# : competency_viewed competency_framework_viewed competency_template_viewed
administration updated account owner : user_updated user_password_updated user_info_field_updated
administration ~ account nobody : user_created user_deleted
administration assigned - affected : role_assigned
administration deleted - affected : role_unassigned
administration started - staff : user_loggedinas
administration ~ @ staff : course_module_+
administration ~ course staff : course_+ course_restored course_content_deleted course_backup_created course_reset_started course_reset_ended course_completion_updated
administration updated course nobody : course_started course_ended
administration ~ section staff : course_section_+
administration viewed section staff : section_viewed
administration ~ catalogue staff : course_category_+
administration ~ group# staff : group_+ grouping_+ grouping_group_assigned grouping_group_unassigned
administration ~ cohort# staff : cohort_+
administration ~ badge# staff : badge_+ badge_enabled badge_disabled badge_duplicated badge_archived badge_criteria_+
administration ~ grade staff : grade_item_+ grade_letter_+ scale_+
administration ~ problem# staff : question_+ question_moved question_viewed questions_imported questions_exported
administration ~ problem staff : question_category_+ question_category_moved question_category_viewed
administration ~ setting staff : enrol_instance_+ role_+ role_allow_assign_updated role_allow_override_updated role_allow_switch_updated role_allow_view_updated role_capabilities_updated capability_assigned capability_unassigned context_locked context_unlocked user_info_field_created user_info_field_deleted user_info_category_+ dashboard_reset dashboards_reset competency_+ competency_framework_+ competency_template_+
administration ~ document# staff : contentbank_content_+ contentbank_content_uploaded
administration ~ entry : tag_+ tag_added tag_removed
administration ~ entry staff : tag_collection_+
administration updated entry : tag_flagged
administration updated entry staff : tag_unflagged
administration ~ report staff : report_+ report_viewed custom_report_viewed insights_viewed prediction_action_started
denied : user_login_failed email_failed notification_sent config_log_created webservice_function_called webservice_login_failed webservice_service_+ webservice_service_user_added webservice_service_user_removed webservice_token_created webservice_token_sent search_indexed antivirus_data_infected antivirus_file_infected virus_infected_data_detected virus_infected_file_detected mnet_access_control_created mnet_access_control_updated database_text_field_content_replaced draft_file_added draft_file_deleted stats_calculated course_module_form_prepared assessable_uploaded assessable_submitted
`;
