using System.Text;

namespace Roost.Simulators.Recordings.Import;

/// <summary>A text in which <c>{column}</c> stands for that column's field of each row.</summary>
internal sealed class Template
{
    private readonly List<(bool IsColumn, string Text)> parts = [];

    /// <exception cref="FormatException">A brace is not closed.</exception>
    public Template(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf('{', at);
            if (open < 0)
            {
                parts.Add((false, text[at..]));
                return;
            }

            var close = text.IndexOf('}', open);
            if (close < 0)
            {
                throw new FormatException($"\"{text}\" has a brace that is not closed.");
            }

            if (open > at)
            {
                parts.Add((false, text[at..open]));
            }

            parts.Add((true, text[(open + 1)..close]));
            at = close + 1;
        }
    }

    /// <summary>The columns it needs.</summary>
    public IEnumerable<string> Columns => parts.Where(part => part.IsColumn).Select(part => part.Text);

    /// <summary>The text for a row.</summary>
    public string Of(Func<string, string> field)
    {
        if (parts is [var (isColumn, only)])
        {
            return isColumn ? field(only).Trim() : only;
        }

        var text = new StringBuilder();
        foreach (var (column, part) in parts)
        {
            text.Append(column ? field(part).Trim() : part);
        }

        return text.ToString();
    }
}
