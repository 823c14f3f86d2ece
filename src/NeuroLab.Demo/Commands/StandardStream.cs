using System.Text;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Commands;

/// <summary>
/// Standard output or error whose other end may be gone: a closed terminal, a full disk. Results that nobody can read are
/// an error of one line; messages that nobody can read are left out.
/// </summary>
internal sealed class StandardStream(TextWriter inner, bool isForResults) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Try(() => inner.Write(value));

    public override void Write(string? value) => Try(() => inner.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => inner.Write(buffer, index, count));

    public override void Flush() => Try(inner.Flush);

    private void Try(Action write)
    {
        try
        {
            write();
        }
        // A closed descriptor comes as a permission that is missing.
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (isForResults)
                throw new UserErrorException($"the result cannot be printed ({error.Message.TrimEnd('.')})", error);
        }
    }
}
