using System.Globalization;
using Roost.Alarms.LifeCycle;
using Roost.Cloud.Alarms.Rules;
using Roost.Cloud.Notify.ChainTests;
using Roost.Cloud.Notify.Messages;
using Roost.Cloud.Notify.OnCall;
using Roost.Cloud.Notify.Outbox;

namespace Roost.Cloud.Notify.Print;

/// <summary>
/// The alarm plan and its inspection log as a page for paper: who is called in which order, numbers, how the chain is tested, and what was
/// tested, raised and sent. Of the kind that the Netherlands (Regeling houders van dieren, article 9.6) and England (SI 2000/1870, Schedule 1)
/// ask for.
/// </summary>
internal static class AlarmPlanPage
{
    public static string Of(Dossier dossier, ShippedPacks packs, string language)
    {
        var page = new PrintedPage(language, dossier.TimeZone);
        page.Begin(page.T("Alarm plan and inspection log", "报警预案与检查记录"), dossier.Farm);
        page.Paragraph("meta", page.T(
            $"Farm {dossier.Farm} · coops {(dossier.Coops.Count == 0 ? "–" : string.Join(", ", dossier.Coops))} · printed {page.Time(dossier.Now)} ({dossier.TimeZone}) · plan version {dossier.Plan.Version}, changed {page.Time(dossier.Plan.ChangedAt)} by {dossier.Plan.ChangedBy}",
            $"农场 {dossier.Farm} · 鸡舍 {(dossier.Coops.Count == 0 ? "–" : string.Join("、", dossier.Coops))} · 打印于 {page.Time(dossier.Now)}（{dossier.TimeZone}）· 预案版本 {dossier.Plan.Version}，{page.Time(dossier.Plan.ChangedAt)} 由 {dossier.Plan.ChangedBy} 修改"));
        CallOrders(page, dossier);
        People(page, dossier.People);
        Instructions(page, dossier.Plan.Plan);
        TestMethod(page, dossier.Plan.Plan.Tests);
        Tests(page, dossier.Tests);
        Alarms(page, dossier.Alarms, packs);
        Deliveries(page, dossier.Deliveries);
        page.Paragraph("meta", dossier.FirstBroken is { } broken
            ? page.T($"The chained log is NOT sound: entry {broken} was changed or is missing.", $"链式日志不完整：第 {broken} 条被改动或缺失。")
            : page.T(
                $"The log of alarms, tests and deliveries is chained by SHA-256 and sound up to its entry {dossier.LogNumber}.",
                $"报警、测试与送达日志以 SHA-256 链接，截至第 {dossier.LogNumber} 条完好。"));
        page.Heading("Signature", "签字");
        page.Raw($"<table class=\"sign\"><tr><th>{PrintedPage.E(page.T("Date", "日期"))}</th><th>{PrintedPage.E(page.T("Name", "姓名"))}</th><th>{PrintedPage.E(page.T("Signature", "签名"))}</th></tr><tr><td></td><td></td><td></td></tr></table>");
        return page.End();
    }

    private static void CallOrders(PrintedPage page, Dossier dossier)
    {
        var plan = dossier.Plan.Plan;
        page.Heading("1. Call order", "1. 呼叫顺序");
        foreach (var order in plan.CallOrders)
        {
            var severities = string.Join(page.T(", ", "、"), order.Severities.Select(severity => Wording.SeverityIn(severity, page.Language)));
            page.Paragraph("", $"{order.Name}: {severities} · {string.Join("; ", order.Hours.Select(hours => Hours(page, hours)))}");
            page.Table(
                [page.T("No.", "序号"), page.T("Person", "人员"), page.T("By", "方式"), page.T("Number or address", "号码或地址"), page.T("Next after", "下一步等待")],
                order.Steps.Select((step, index) =>
                {
                    var person = dossier.People.FirstOrDefault(person => person.Id == step.Person);
                    var contact = person?.Contacts.FirstOrDefault(contact => contact.Name == step.Contact);
                    return new[]
                    {
                        $"{index + 1}", person?.Name ?? step.Person, contact is null ? step.Contact : Channel(page, contact.Channel), Address(page, contact),
                        Duration(page, step.Wait),
                    };
                }));
        }

        page.Paragraph("", page.T(
            $"The order begins anew until somebody acknowledges: {Duration(page, plan.RepeatCriticalAfter)} after its last step for critical alarms, {Duration(page, plan.RepeatWarningAfter)} for warnings. It never stops by itself.",
            $"在有人确认之前循环呼叫：紧急报警在最后一步后 {Duration(page, plan.RepeatCriticalAfter)}重新开始，警告为 {Duration(page, plan.RepeatWarningAfter)}。系统不会自行停止。"));
    }

    private static void People(PrintedPage page, IReadOnlyList<Person> people)
    {
        page.Heading("2. People and numbers", "2. 人员与电话");
        page.Table(
            [page.T("Name", "姓名"), page.T("Role", "职责"), page.T("Telephone", "电话"), page.T("Language", "语言")],
            people.Select(person => new[] { person.Name, person.Role ?? "", person.Phone ?? "", person.Language }));
    }

    private static void Instructions(PrintedPage page, OnCallPlan plan)
    {
        page.Heading("3. What to do", "3. 处置办法");
        page.Raw($"<pre>{PrintedPage.E(plan.Instructions.Length > 0 ? plan.Instructions : page.T("Not written down yet: what to do at a power cut, where the generator and the keys are, who repairs.", "尚未填写：停电时怎么做、发电机与钥匙在哪里、由谁维修。"))}</pre>");
    }

    private static void TestMethod(PrintedPage page, ChainTestPlan tests)
    {
        page.Heading("4. How the alarm is tested", "4. 报警测试方法");
        var when = tests.Days.Count == 0
            ? page.T("by hand", "手动")
            : page.T($"{Days(page, tests.Days)} at {tests.At:HH\\:mm} and by hand", $"{Days(page, tests.Days)} {tests.At:HH\\:mm} 及手动");
        page.Paragraph("", page.T(
            $"Tests run {when}. During a test a fresh reading of every coop must arrive, and a test alarm goes the way of every alarm by the call order above; a person has to acknowledge it within {Duration(page, tests.AcknowledgeWithin)}, or the chain counts as broken and is itself an alarm. The longest time between two successful tests is {tests.LongestGapDays} days.",
            $"测试方式：{when}。测试期间必须收到每个鸡舍的新数据，测试报警按上述呼叫顺序发出，须在 {Duration(page, tests.AcknowledgeWithin)}内由人员确认，否则视为链路中断并触发报警。两次成功测试的最长间隔为 {tests.LongestGapDays} 天。"));
    }

    private static void Tests(PrintedPage page, IReadOnlyList<TestRow> tests)
    {
        page.Heading("5. Inspection log: tests, 13 months", "5. 检查记录：测试（13 个月）");
        page.Table(
            [page.T("Date and time", "日期时间"), page.T("Begun by", "发起"), page.T("Delivered", "送达"), page.T("Acknowledged", "确认"), page.T("Result", "结果")],
            tests.Select(test => new[]
            {
                page.Time(test.StartedAt),
                test.By == ChainTester.BySchedule ? page.T("schedule", "计划") : test.By,
                test.DeliveredAt is { } delivered ? page.Time(delivered) : "–",
                test.AcknowledgedAt is { } at ? $"{page.Time(at)} {test.AcknowledgedBy}" : "–",
                Result(page, test),
            }));
    }

    private static void Alarms(PrintedPage page, IReadOnlyList<Alarm> alarms, ShippedPacks packs)
    {
        page.Heading("6. Inspection log: alarms, 13 months", "6. 检查记录：报警（13 个月）");
        page.Table(
            [page.T("Began", "开始"), page.T("Ended", "结束"), page.T("Alarm", "报警"), page.T("Where", "位置"), page.T("Acknowledged", "确认")],
            alarms.Select(alarm => new[]
            {
                page.Time(alarm.Id.Start),
                alarm.EndedAt is { } ended ? page.Time(ended) : "–",
                $"{Wording.SeverityIn(alarm.Severity, page.Language)} {packs.TextOf(alarm.Id).Title.In(page.Language)}{(alarm.Late ? page.T(" (late)", "（迟到）") : "")}",
                $"{alarm.Id.Coop}/{alarm.Id.Place}",
                alarm.Acknowledgement is { } seen ? $"{page.Time(seen.At)} {seen.By}" : "–",
            }));
    }

    private static void Deliveries(PrintedPage page, IReadOnlyList<OutboxRow> deliveries)
    {
        page.Heading("7. Inspection log: deliveries, 13 months", "7. 检查记录：通知送达（13 个月）");
        page.Table(
            [page.T("Decided", "生成"), page.T("To", "收件人"), page.T("What", "内容"), page.T("State", "状态"), page.T("Attempts", "次数")],
            deliveries.Select(row => new[]
            {
                page.Time(row.CreatedAt),
                $"{row.Person} ({row.Contact})",
                Wording.Of(row.Body, page.Language, null, isRepeat: false).Subject,
                $"{State(page, row.State)}{(row.Problem is { } problem ? $": {problem}" : "")}",
                row.Attempts.ToString(CultureInfo.InvariantCulture),
            }));
    }

    private static string Hours(PrintedPage page, OnCallHours hours) => hours.From == hours.To
        ? $"{Days(page, hours.Days)} {page.T("all day", "全天")}"
        : string.Create(CultureInfo.InvariantCulture, $"{Days(page, hours.Days)} {hours.From:HH\\:mm}–{hours.To:HH\\:mm}");

    private static string Days(PrintedPage page, IReadOnlyList<Weekday> days) => days.Distinct().Count() == 7
        ? page.T("every day", "每天")
        : string.Join(page.T(", ", "、"), days.Order().Select(day => page.T(day.ToString(), $"周{"一二三四五六日"[(int)day - 1]}")));

    private static string Duration(PrintedPage page, TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => page.T("at once", "立即"),
        { TotalHours: < 2 } => page.T($"{span.TotalMinutes:0} min", $"{span.TotalMinutes:0} 分钟"),
        _ => page.T($"{span.TotalHours:0.#} h", $"{span.TotalHours:0.#} 小时"),
    };

    private static string Channel(PrintedPage page, ChannelKind kind) => kind switch
    {
        ChannelKind.Mail => page.T("e-mail", "电子邮件"),
        ChannelKind.Voice => page.T("telephone call", "电话"),
        ChannelKind.Sms => page.T("text message", "短信"),
        ChannelKind.WeCom => page.T("WeCom", "企业微信"),
        ChannelKind.DingTalk => page.T("DingTalk", "钉钉"),
        ChannelKind.Feishu => page.T("Feishu", "飞书"),
        ChannelKind.Push => page.T("browser", "浏览器"),
        _ => kind.ToString(),
    };

    // Robots have their key in the address: paper gets the host alone.
    private static string Address(PrintedPage page, Contact? contact) => contact?.Channel switch
    {
        null => page.T("missing", "缺失"),
        ChannelKind.Mail or ChannelKind.Voice or ChannelKind.Sms or ChannelKind.Mqtt => contact.Address,
        _ => Uri.TryCreate(contact.Address, UriKind.Absolute, out var url) ? url.Host : contact.Name,
    };

    private static string Result(PrintedPage page, TestRow test) => test.Result switch
    {
        TestResult.Running => page.T("under way", "进行中"),
        TestResult.Passed => page.T("passed", "通过"),
        TestResult.NotAcknowledged => page.T("FAILED: nobody acknowledged", "失败：无人确认"),
        _ => page.T($"FAILED: nothing heard of {test.Unheard}", $"失败：未收到 {test.Unheard} 的数据"),
    };

    private static string State(PrintedPage page, DeliveryState state) => state switch
    {
        DeliveryState.Waiting => page.T("waiting", "待发"),
        DeliveryState.Delivered => page.T("delivered", "已送达"),
        DeliveryState.Refused => page.T("REFUSED", "被拒"),
        _ => page.T("overtaken", "已失效"),
    };
}
