using Roost.Alarms.Evaluation;
using Roost.Alarms.Rules;
using static Roost.Alarms.Tests.Evaluation.CoopCase;
using static Roost.Domain.Readings.Quantity;

namespace Roost.Alarms.Tests.Evaluation;

internal sealed class SavingTests
{
    private static readonly Rule Hot = Rule(Temperature, new Above(new ValueOf(Temperature), Curve.Constant(30)), onSeconds: 60);

    [Test]
    public void A_restart_within_a_delay_neither_forgets_nor_re_times_the_alarm()
    {
        var coop = new CoopCase(Hot);
        coop.Feed(0, Temperature, 31);
        coop.Restart();
        coop.AdvanceTo(70);
        coop.Restart();
        coop.Feed(80, Temperature, 20);
        Assert.That(coop.Story(), Is.EqualTo("front 0 60-80"));
    }

    [Test]
    public void A_state_of_other_rules_another_flock_or_another_version_is_refused_in_a_sentence()
    {
        var saved = Begun(Hot, Context).Save();
        var newer = (byte[])saved.Clone();
        newer[0]++;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => Resume(Hot with { OnDelay = TimeSpan.FromSeconds(61) }, Context, saved), Throws.TypeOf<InvalidDataException>());
            Assert.That(() => Resume(Hot with { When = new Above(new ValueOf(Temperature), Curve.Constant(29)) }, Context, saved), Throws.TypeOf<InvalidDataException>());
            Assert.That(() => Resume(Hot, Context with { Birds = 1 }, saved), Throws.TypeOf<InvalidDataException>());
            Assert.That(() => Resume(Hot, Context, newer), Throws.TypeOf<InvalidDataException>().With.Message.EqualTo(
                "The state of coop \"coop-1\" was saved as version 5, but this is version 4; judge its readings anew."));
            Assert.That(() => Resume(Hot, Context, saved[..^3]), Throws.TypeOf<InvalidDataException>());
        }
    }

    [Test]
    public void Words_of_rules_and_what_the_house_will_be_used_for_may_change()
    {
        var saved = Begun(Hot, Context).Save();
        var later = Context with { Uses = [new(At(100), HouseUse.Empty)] };
        var resumed = Resume(Hot with { Source = "another", Area = RuleArea.Flock }, later, saved);
        resumed.AdvanceTo(At(200));
        Assert.That((resumed.Active.Single().Suppressed, resumed.Through), Is.EqualTo((true, At(200))));
    }

    private static CoopEvaluation Begun(Rule rule, CoopContext context)
    {
        var evaluation = new CoopEvaluation(new RulePack("test", 1, [rule]), context);
        evaluation.Step(Read(0, Temperature, 31));
        return evaluation;
    }

    private static CoopEvaluation Resume(Rule rule, CoopContext context, byte[] saved) => CoopEvaluation.Restore(new RulePack("other name", 7, [rule]), context, saved);
}
