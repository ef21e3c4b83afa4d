/** Activities in which learners write for each other. Ids of contributions lead to their authors: all are tokens. */
export const SOCIAL: Readonly<Record<string, string>> = {
  // `assessable_uploaded` repeats the text of what the other events tell.
  mod_forum: `
forum posted thread#<forum@ : discussion_created
forum viewed thread#<forum@ : discussion_viewed
forum edited thread#<forum@ : discussion_updated discussion_moved
forum deleted thread#<forum@ : discussion_deleted
forum ~ thread#<forum@ : discussion_pinned discussion_unpinned
forum locked thread#<forum@ : discussion_locked
forum updated thread#<forum@ : discussion_lock_updated
forum followed thread.discussion<forum@ owner : discussion_subscription_created
forum unfollowed thread.discussion<forum@ owner : discussion_subscription_deleted
forum followed forum@ owner : subscription_created
forum unfollowed forum@ owner : subscription_deleted
forum replied response#<thread.discussionid : post_created
forum edited response#<thread.discussionid : post_updated
forum deleted response#<thread.discussionid : post_deleted
search searched course length=searchterm : course_searched
forum updated forum@ owner : readtracking_enabled readtracking_disabled
forum viewed forum@ : subscribers_viewed
forum viewed report : user_report_viewed
denied : assessable_uploaded
`,
  mod_chat: `
social posted chat@ owner : message_sent
social viewed chat@ : sessions_viewed
`,
  mod_wiki: `
content created page#<wiki@ : page_created
content edited page#<wiki@ : page_updated
content viewed page#<wiki@ : page_viewed page_diff_viewed page_history_viewed page_map_viewed page_version_viewed
content deleted page#<wiki@ : page_deleted page_version_deleted
content edited page#<wiki@ : page_version_restored page_locks_deleted
forum viewed comment<wiki@ : comments_viewed
forum replied comment#<wiki@ : comment_created
forum deleted comment#<wiki@ : comment_deleted
`,
  mod_glossary: `
content created entry#<glossary@ : entry_created
content edited entry#<glossary@ : entry_updated
content deleted entry#<glossary@ : entry_deleted
content viewed entry#<glossary@ : entry_viewed
content endorsed entry#<glossary@ teacher : entry_approved
content unendorsed entry#<glossary@ teacher : entry_disapproved
forum replied comment#<glossary@ : comment_created
forum deleted comment#<glossary@ : comment_deleted
administration ~ glossary@ staff : category_+
`,
  mod_data: `
content created entry#<module@ : record_created
content edited entry#<module@ : record_updated
content deleted entry#<module@ : record_deleted
forum replied comment#<module@ : comment_created
forum deleted comment#<module@ : comment_deleted
administration viewed module@ staff : template_viewed
administration ~ module@ staff : template_updated field_+
`,
  mod_choice: `
feedback responded poll@ owner : answer_created answer_submitted
feedback updated poll@ owner : answer_updated
feedback deleted poll@ owner : answer_deleted
feedback viewed poll@ : report_viewed report_downloaded
`,
  mod_feedback: `
feedback responded survey@ owner : response_submitted
feedback deleted survey@ affected : response_deleted
`,
  mod_survey: `
feedback responded survey@ : response_submitted
feedback viewed survey@ teacher : report_viewed
feedback downloaded survey@ teacher : report_downloaded
`,
  mod_questionnaire: `
feedback responded survey@ owner : attempt_submitted
feedback saved survey@ owner : attempt_saved
feedback attempted survey@ owner : attempt_resumed
`,
};
