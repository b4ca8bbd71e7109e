using Roost.EndToEnd.Tests.Harness;

// Each test has its own processes, ports and folders. What measures this machine, or is hurried by a clock, is marked and has it for itself.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(2)]
[assembly: ClosesPages]
