# A first look with R: Rscript explore.R sillage-data
#
# With the package arrow, the Parquet files are read where they are. Without it (Debian has none), the tables come as CSV from
# sillage itself: set SILLAGE to what runs it, as in SILLAGE="npx sillage".

suppressPackageStartupMessages(library(dplyr))

arguments <- commandArgs(trailingOnly = TRUE)
data <- if (length(arguments) > 0) arguments[1] else "sillage-data"

with_arrow <- requireNamespace("arrow", quietly = TRUE)
events <- if (with_arrow) {
  arrow::open_dataset(file.path(data, "events"), hive_style = TRUE) |>
    select(course, course_id, learner, role, category, action, attempt, success) |>
    filter(is.na(role) | role == "learner") |>
    collect()
} else {
  sillage <- Sys.getenv("SILLAGE", "npx sillage")
  answer <- tempfile(fileext = ".csv")
  query <- "SELECT course, course_id, learner, role, category, action, attempt, success FROM events WHERE role IS NULL OR role = 'learner'"
  status <- system(paste(sillage, "--data", shQuote(data), "query", shQuote(query), "--out", shQuote(answer)))
  stopifnot(status == 0)
  rows <- read.csv(answer, na.strings = "", encoding = "UTF-8", colClasses = c(course = "character", learner = "character"))
  # Pseudonymised rows are still personal data.
  unlink(answer)
  mutate(rows, success = success == "true", attempt = as.integer(attempt))
}

# Groups of fewer than ten learners stay where they are.
large <- events |>
  group_by(course) |>
  summarise(learners = n_distinct(learner, na.rm = TRUE)) |>
  filter(learners >= 10)
events <- semi_join(events, large, by = "course")

cat("What is done in each course:\n")
events |>
  group_by(course_id, category) |>
  summarise(events = n(), learners = n_distinct(learner, na.rm = TRUE), .groups = "drop") |>
  filter(learners >= 10) |>
  arrange(course_id, desc(events)) |>
  as.data.frame() |>
  print()

cat("\nRight answers by attempt:\n")
events |>
  filter(category == "assessment", action == "answered", !is.na(success)) |>
  group_by(course_id, attempt) |>
  summarise(learners = n_distinct(learner), right_share = round(mean(success), 3), .groups = "drop") |>
  filter(learners >= 10) |>
  arrange(course_id, attempt) |>
  as.data.frame() |>
  print()
