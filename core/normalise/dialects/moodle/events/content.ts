/** Course material, virtual classrooms, certificates, and the plugins that report. */
export const CONTENT: Readonly<Record<string, string>> = {
  mod_book: `
content viewed section#<document@ : chapter_viewed
administration ~ document@ staff : chapter_+
`,
  booktool_print: `
content downloaded document@ : book_printed
content downloaded section#<document@ : chapter_printed
`,
  booktool_exportimscp: `
content downloaded document@ : book_exported
`,
  mod_folder: `
content downloaded file@ : all_files_downloaded
administration updated file@ staff : folder_updated
`,
  // The page of an external tool is the launch itself.
  mod_lti: `
content opened tool@ : course_module_viewed
`,
  mod_bigbluebuttonbn: `
content viewed class@ : activity_viewed bigbluebuttonbn_activity_management_viewed activity_management_viewed
content joined class@ : meeting_joined
content left class@ : meeting_left
content created class@ : meeting_created
content stopped class@ : meeting_ended
content viewed video<class@ : recording_viewed
administration updated class@ staff : recording_edited recording_imported recording_protected recording_unprotected recording_published recording_unpublished recording_deleted live_session
`,
  tool_certificate: `
certificate earned certificate# affected : certificate_issued
certificate revoked certificate# affected : certificate_revoked
certificate updated certificate# affected : certificate_regenerated
certificate verified certificate# nobody : certificate_verified
administration ~ certificate staff : template_+
`,
  mod_customcert: `
certificate earned certificate@ affected : issue_created
certificate revoked certificate@ affected : issue_deleted
`,
  mod_coursecertificate: `
certificate viewed certificate@ : course_module_viewed
`,
  report_completion: `
navigation viewed report teacher : report_viewed
navigation viewed report viewer : user_report_viewed
`,
  report_outline: `
navigation viewed report viewer : report_viewed activity_report_viewed
`,
  report_stats: `
navigation viewed report viewer : report_viewed user_report_viewed
`,
  report_progress: `
navigation viewed report teacher : report_viewed
`,
  report_participation: `
navigation viewed report teacher : report_viewed
`,
  report_log: `
administration viewed report staff : report_viewed
navigation viewed report viewer : user_report_viewed
`,
  report_loglive: `
administration viewed report staff : report_viewed
`,
  report_security: `
denied : report_viewed
`,
  report_competency: `
navigation viewed report viewer : user_competency_viewed
`,
  gradereport_grader: `
grade viewed report teacher : grade_report_viewed
`,
  gradereport_history: `
grade viewed report teacher : grade_report_viewed
`,
  gradereport_singleview: `
grade viewed report teacher : grade_report_viewed
`,
  gradereport_summary: `
grade viewed report teacher : grade_report_viewed
`,
  gradereport_outcomes: `
grade viewed report teacher : grade_report_viewed
`,
  gradereport_user: `
grade viewed report viewer : grade_report_viewed
`,
  gradereport_overview: `
grade viewed report viewer : grade_report_viewed
`,
  tool_recyclebin: `
administration ~ @ staff : course_bin_item_created course_bin_item_deleted course_bin_item_restored category_bin_item_created category_bin_item_deleted category_bin_item_restored
`,
  tool_usertours: `
denied : step_shown tour_started tour_ended tour_reset
`,
  tool_mfa: `
denied : user_passed_mfa user_failed_mfa user_setup_factor user_deleted_factor user_revoked_factor
`,
  tool_policy: `
administration ~ - owner : acceptance_created acceptance_updated
`,
  tool_monitor: `
denied : rule_+ subscription_created subscription_deleted subscription_criteria_met
`,
};
