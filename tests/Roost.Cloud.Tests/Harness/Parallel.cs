// Most of a test's time is spent waiting for seconds that an agent or a backlog is given; each has its own service, broker, store and folder.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(4)]
