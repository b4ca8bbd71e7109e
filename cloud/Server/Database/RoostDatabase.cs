using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Roost.Cloud.Database;

/// <summary>
/// The relational data: alarms, rules, people, settings. Each feature describes its own tables in its own folder by an
/// <see cref="IEntityTypeConfiguration{TEntity}"/>, and reaches them by <see cref="DbContext.Set{TEntity}()"/>.
/// </summary>
internal sealed class RoostDatabase(DbContextOptions<RoostDatabase> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.ApplyConfigurationsFromAssembly(typeof(RoostDatabase).Assembly);

    // Neither provider orders and compares times with offsets as the other does; a number both do.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();

    private sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
        static time => time.ToUnixTimeMilliseconds(),
        static milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
}
