"""A first look with Spark: spark-submit explore.py sillage-data (or: python explore.py sillage-data, with pyspark installed)."""

import sys

from pyspark.sql import SparkSession
from pyspark.sql import functions as F

data = sys.argv[1] if len(sys.argv) > 1 else "sillage-data"

spark = (
    SparkSession.builder.appName("sillage")
    # Times are UTC in the files; Spark shows them in the session's zone.
    .config("spark.sql.session.timeZone", "UTC")
    # A folder name is text, also where it looks like a number.
    .config("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
    .getOrCreate()
)
# `mergeSchema`: files from before a column was added have it all the same.
events = spark.read.option("mergeSchema", "true").parquet(f"{data}/events")
events.createOrReplaceTempView("events")

# Teachers and staff are not whom research asks about; groups of fewer than ten learners stay where they are.
learners = events.where("role IS NULL OR role = 'learner'")
large = learners.groupBy("course").agg(F.count_distinct("learner").alias("learners")).where("learners >= 10")

print("What is done in each course:")
(
    learners.join(large.select("course"), "course", "left_semi")
    .groupBy("course_id", "category")
    .agg(F.count("*").alias("events"), F.count_distinct("learner").alias("learners"))
    .where("learners >= 10")
    .orderBy("course_id", F.desc("events"))
    .show(50, truncate=False)
)

print("Right answers by attempt:")
spark.sql(
    """
    SELECT course_id, attempt, count(DISTINCT learner) AS learners, round(avg(CAST(success AS INT)), 3) AS right_share
    FROM events
    WHERE category = 'assessment' AND action = 'answered' AND success IS NOT NULL AND (role IS NULL OR role = 'learner')
    GROUP BY course_id, attempt
    HAVING count(DISTINCT learner) >= 10
    ORDER BY course_id, attempt
    """
).show(truncate=False)

spark.stop()
