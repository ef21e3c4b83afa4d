/** Activities that are assessed. */
export const ASSESSMENT: Readonly<Record<string, string>> = {
  // The attempt's own learner is the related user; whoever looks at somebody else's attempt is a teacher.
  mod_quiz: `
assessment attempted @ owner : attempt_started
assessment submitted @ owner : attempt_submitted
assessment saved @ owner : attempt_updated attempt_autosaved
assessment stopped @ owner : attempt_abandoned
assessment updated @ owner : attempt_becameoverdue attempt_reopened attempt_timelimit_exceeded
assessment viewed @ viewer : attempt_viewed attempt_summary_viewed
assessment feedback_shown @ viewer : attempt_reviewed
assessment reset @ affected : attempt_question_restarted
assessment deleted @ affected : attempt_deleted
assessment attempted @ staff : attempt_preview_started
grade graded @ affected : attempt_graded attempt_manual_grading_completed
grade rescored @ affected : attempt_regraded
grade graded problem#<@ nobody : question_manually_graded
assessment viewed @ teacher : report_viewed
administration viewed @ staff : edit_page_viewed
administration ~ @ staff : group_override_+ user_override_+ page_break_created page_break_deleted quiz_grade_updated quiz_grade_item_+ section_break_created section_break_deleted section_shuffle_updated section_title_updated slot_created slot_deleted slot_displaynumber_updated slot_grade_item_updated slot_mark_updated slot_moved slot_requireprevious_updated slot_version_updated
administration updated @ staff : quiz_repaginated quiz_grade_items_reordered
`,
  mod_assign: `
assessment submitted @ owner : assessable_submitted
assessment saved @ owner : submission_created submission_updated submission_duplicated
assessment deleted @ owner : submission_removed
assessment updated @ affected : submission_status_updated
assessment viewed @ viewer : submission_status_viewed submission_viewed feedback_viewed
assessment viewed @ : submission_form_viewed submission_confirmation_form_viewed remove_submission_form_viewed
assessment saved @ : statement_accepted
grade graded @ affected : submission_graded
grade updated @ affected : feedback_updated
assessment viewed @ teacher : grading_form_viewed grading_table_viewed batch_set_marker_allocation_viewed batch_set_workflow_state_viewed reveal_identities_confirmation_page_viewed
assessment downloaded @ teacher : all_submissions_downloaded
assessment ~ @ affected : submission_locked submission_unlocked
administration updated @ teacher : extension_granted identities_revealed marker_updated workflow_state_updated
administration ~ @ staff : group_override_+ user_override_+
`,
  assignsubmission_onlinetext: `
assessment saved @ owner : submission_created submission_updated
denied : assessable_uploaded
`,
  assignsubmission_file: `
assessment saved @ owner : submission_created submission_updated
denied : assessable_uploaded
`,
  assignsubmission_comments: `
forum replied comment#<@ : comment_created
forum deleted comment#<@ : comment_deleted
`,
  // Learners look at each other's work.
  mod_workshop: `
assessment submitted @ owner : assessable_submitted submission_created
assessment saved @ owner : submission_updated
assessment deleted @ owner : submission_deleted
assessment viewed @ : submission_viewed assessments_viewed
assessment assessed @ : submission_assessed submission_reassessed
grade graded @ affected raw=currentgrade : assessment_evaluated
grade reset @ affected : assessment_evaluations_reset
administration updated @ staff : phase_switched phase_automatically_switched assessments_reset
denied : assessable_uploaded
`,
  mod_lesson: `
content started @ : lesson_started
content attempted @ : lesson_restarted lesson_resumed
completion completed @ : lesson_ended
content viewed page#<@ : content_page_viewed
assessment viewed problem#<@ : question_viewed
assessment answered problem#<@ : question_answered
assessment viewed @ teacher : essay_attempt_viewed
grade graded problem#<@ affected : essay_assessed
grade viewed @ : highscores_viewed
assessment saved @ : highscore_added
administration ~ page#<@ staff : page_+ page_moved
administration ~ @ staff : group_override_+ user_override_+
`,
  mod_scorm: `
content opened @ : sco_launched
grade graded @ raw=cmivalue : scoreraw_submitted
content updated?cmivalue:completed=completed,passed=passed,failed=failed,incomplete=progressed @ : status_submitted
assessment deleted @ affected : attempt_deleted
assessment viewed @ viewer : interactions_viewed tracks_viewed user_report_viewed
assessment viewed @ teacher : report_viewed
`,
  mod_h5pactivity: `
content interacted @ owner : statement_received
assessment viewed @ viewer : report_viewed
`,
  core_h5p: `
content viewed package : h5p_viewed
administration deleted package staff : h5p_deleted
`,
};
