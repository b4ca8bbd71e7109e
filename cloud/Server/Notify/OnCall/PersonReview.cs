using Roost.Cloud.Api;
using Roost.Cloud.Notify.Channels;
using Roost.Domain.Wire;

namespace Roost.Cloud.Notify.OnCall;

/// <summary>What is wrong with a person as somebody wrote them down; one with any mistake is not saved.</summary>
internal static class PersonReview
{
    private const int MostContacts = 20;
    private const int LongestText = 500;
    private const int LongestName = 100;
    private static readonly string NameRuleInChinese = $"须为 1 至 {WireName.MaximumLength} 个文字、数字、“-”、“_”、“.”或中间的空格，以文字或数字开头";

    /// <summary>Every mistake; empty for none.</summary>
    public static IReadOnlyList<Mistake> MistakesOf(string id, Person person, ChannelBoard channels)
    {
        List<Mistake> mistakes = [];
        if (!WireName.IsValid(id) || person.Id != id)
        {
            mistakes.Add(new("id", new($"The person's id must be that of the address, and has {Problems.NameRule}.", $"人员编号须与地址一致，且{NameRuleInChinese}。")));
        }

        if (string.IsNullOrWhiteSpace(person.Name))
        {
            mistakes.Add(new("name", new("A person has a name; write it.", "请填写姓名。")));
        }

        foreach (var (field, text) in new[] { ("name", person.Name), ("phone", person.Phone), ("role", person.Role) }.Where(each => each.Item2?.Length > LongestName))
        {
            mistakes.Add(new(field, new($"The {field} has {text!.Length} characters, but {LongestName} are the most.", $"此处有 {text.Length} 个字符，最多 {LongestName} 个。")));
        }

        if (person.Language is not ("en" or "zh-CN"))
        {
            mistakes.Add(new("language", new($"The language is \"{person.Language}\", but it must be en or zh-CN.", $"语言“{person.Language}”无效，只能是 en 或 zh-CN。")));
        }

        if (person.Contacts.Count > MostContacts || person.Contacts.DistinctBy(contact => contact.Name).Count() < person.Contacts.Count)
        {
            mistakes.Add(new("contacts", new($"A person has {MostContacts} contacts at most, each with a name of its own.", $"每人最多 {MostContacts} 个联系方式，名称不能重复。")));
        }

        for (var index = 0; index < Math.Min(person.Contacts.Count, MostContacts); index++)
        {
            Check(index, person.Contacts[index], channels, mistakes);
        }

        return mistakes;
    }

    private static void Check(int index, Contact contact, ChannelBoard channels, List<Mistake> mistakes)
    {
        var field = $"contacts[{index}]";
        if (!WireName.IsValid(contact.Name))
        {
            mistakes.Add(new($"{field}.name", new($"A contact's name has {Problems.NameRule}.", $"联系方式的名称{NameRuleInChinese}。")));
        }
        else if (contact.Address.Length > LongestText * 4 || contact.Secret?.Length > LongestText)
        {
            mistakes.Add(new($"{field}.address", new(
                $"The contact \"{contact.Name}\" is too long: an address has {LongestText * 4} characters at most, a secret {LongestText}.",
                $"联系方式“{contact.Name}”太长：地址最多 {LongestText * 4} 个字符，密钥最多 {LongestText} 个。")));
        }
        else if (!channels.Has(contact.Channel))
        {
            mistakes.Add(new($"{field}.channel", new(
                $"The contact \"{contact.Name}\" is of a channel that this service does not have.", $"本服务没有联系方式“{contact.Name}”所用的通道。")));
        }
        else if (channels.Of(contact.Channel).MistakeOf(contact) is { } mistake)
        {
            mistakes.Add(new($"{field}.address", new(
                $"The contact \"{contact.Name}\" can't be used. {mistake.En}", $"联系方式“{contact.Name}”不能使用。{mistake.ZhCn}")));
        }
    }
}
