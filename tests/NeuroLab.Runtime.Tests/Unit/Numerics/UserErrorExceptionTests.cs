using NeuroLab.Numerics;

namespace NeuroLab.Runtime.Tests.Unit.Numerics;

public class UserErrorExceptionTests
{
    [Fact]
    public void The_message_is_one_line_even_where_a_file_puts_line_breaks_into_names() =>
        Assert.Equal("a.npz: holds no array 'x y'", new UserErrorException("a.npz: holds no array 'x\r\ny'").Message);
}
