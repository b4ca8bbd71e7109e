using NUnit.Framework.Interfaces;

namespace Roost.EndToEnd.Tests.Harness;

/// <summary>Closes the pages of each test when it ends: one that is left open goes on drawing, and slows all that follow.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class ClosesPagesAttribute : Attribute, ITestAction
{
    public ActionTargets Targets => ActionTargets.Test | ActionTargets.Suite;

    public void BeforeTest(ITest test)
    {
        // There is nothing to close yet.
    }

#pragma warning disable VSTHRD002 // The runner knows no asynchronous action, and its workers have no context to deadlock on.
    public void AfterTest(ITest test) => Browser.CloseOpenedAsync(test.Id).GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
}
