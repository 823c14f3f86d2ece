using System.Text;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Commands;

/// <summary>
/// Standard output or error whose other end may be gone: a closed terminal, a full disk. Lost results become a one-line
/// error; lost messages are ignored.
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
        // A closed descriptor is reported as a missing permission.
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (isForResults)
                throw new UserErrorException($"the result cannot be printed ({error.Message.TrimEnd('.')})", error);
        }
    }
}
