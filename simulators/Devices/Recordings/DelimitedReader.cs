using System.Text;

namespace Roost.Simulators.Recordings;

/// <summary>
/// Reads delimited text (RFC 4180, with any separator): fields may be quoted, and may then hold separators, doubled quotes and line ends. Lines end with
/// LF, CRLF or CR; empty ones are passed over.
/// </summary>
internal sealed class DelimitedReader(TextReader text, char separator)
{
    private readonly StringBuilder field = new();
    private readonly List<string> fields = [];
    private readonly char[] buffer = new char[1 << 15];
    private int length;
    private int position;
    private int nextLine = 1;

    /// <summary>The line on which the last row began, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>The fields of the last row; the list is used again for the next.</summary>
    public IReadOnlyList<string> Fields => fields;

    /// <summary>Whether the last row's quotes were closed; a text that ends inside of quotes was cut off.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Reads the next row; false at the end.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        fields.Clear();
        field.Clear();
        (Line, IsWhole) = (nextLine, true);
        var (isQuoted, wasQuoted) = (false, false);
        while (await NextAsync(cancellationToken) is { } character)
        {
            if (isQuoted)
            {
                if (character != '"')
                {
                    field.Append(character);
                    nextLine += character == '\n' ? 1 : 0;
                }
                else if (await PeekAsync(cancellationToken) == '"')
                {
                    position++;
                    field.Append('"');
                }
                else
                {
                    isQuoted = false;
                }
            }
            else if (character == '"' && field.Length == 0 && !wasQuoted)
            {
                (isQuoted, wasQuoted) = (true, true);
            }
            else if (character == separator)
            {
                Take();
                wasQuoted = false;
            }
            else if (character is '\n' or '\r')
            {
                if (character == '\r' && await PeekAsync(cancellationToken) == '\n')
                {
                    position++;
                }

                nextLine++;
                if (fields.Count == 0 && field.Length == 0 && !wasQuoted)
                {
                    Line = nextLine;
                    continue;
                }

                Take();
                return true;
            }
            else
            {
                field.Append(character);
            }
        }

        IsWhole = !isQuoted;
        if (fields.Count == 0 && field.Length == 0 && !wasQuoted)
        {
            return false;
        }

        Take();
        return true;
    }

    private void Take()
    {
        fields.Add(field.ToString());
        field.Clear();
    }

    private async ValueTask<char?> NextAsync(CancellationToken cancellationToken) =>
        await PeekAsync(cancellationToken) is { } character ? Pass(character) : null;

    private char Pass(char character)
    {
        position++;
        return character;
    }

    private ValueTask<char?> PeekAsync(CancellationToken cancellationToken) =>
        position < length ? new(buffer[position]) : FillAsync(cancellationToken);

    private async ValueTask<char?> FillAsync(CancellationToken cancellationToken)
    {
        length = await text.ReadAsync(buffer, cancellationToken);
        position = 0;
        return length > 0 ? buffer[0] : null;
    }
}
