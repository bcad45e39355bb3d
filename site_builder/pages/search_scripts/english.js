/** English is lunr's own language and has no script to load; this makes it one like the others. */
lunr.english = function () {
  this.pipeline.reset();
  this.pipeline.add(lunr.english.stemmer);
  this.searchPipeline.reset();
  this.searchPipeline.add(lunr.english.stemmer);
};
lunr.english.stemmer = lunr.stemmer;
lunr.english.trimmer = lunr.trimmer;
