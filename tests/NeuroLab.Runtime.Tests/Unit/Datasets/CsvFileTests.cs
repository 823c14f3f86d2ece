using System.Globalization;
using System.Text;
using CsCheck;
using NeuroLab.Datasets;

namespace NeuroLab.Runtime.Tests.Unit.Datasets;

public sealed class CsvFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private Dataset Load(string text, DatasetFileOptions? options = null) => DatasetFile.Load(_folder.Write("data.csv", text), options);

    private string Error(string text, DatasetFileOptions? options = null) => TemporaryFolder.Error(() => Load(text, options));

    private string In(string message) => $"{_folder["data.csv"]}: {message}";

    [Fact]
    public void The_last_column_is_the_target_and_text_names_classes()
    {
        var data = Load("a,b,kind\n1,2,cat\n3,4,ant\n5,6,cat\n");
        Assert.Equal("data", data.Name);
        Assert.Equal([1, 2, 3, 4, 5, 6], data.Inputs);
        Assert.Equal(["a", "b"], data.InputNames);
        Assert.Equal(["ant", "cat"], data.ClassNames);
        Assert.Equal([1, 0, 1], data.Labels!);
        Assert.Null(data.Values);
    }

    [Fact]
    public void Whole_numbers_are_both_classes_and_values()
    {
        var data = Load("x,y\n0.5,3\n0.25,7\n1,3\n2,7\n");
        Assert.Equal(["3", "7"], data.ClassNames);
        Assert.Equal([0, 1, 0, 1], data.Labels!);
        Assert.Equal([3, 7, 3, 7], data.Values!);
        Assert.Equal(DatasetTask.Classification, data.Task);
        Assert.Equal(DatasetTask.Regression, Load("x,y\n0,1\n1,2\n2,3\n").Task); // a class for every row is none
    }

    [Fact]
    public void Fractions_are_values_only()
    {
        var data = Load("x,y\n1,0.5\n2,-1e3\n");
        Assert.Null(data.Labels);
        Assert.Equal([0.5f, -1000], data.Values!);
    }

    [Fact]
    public void Targets_are_chosen_by_name_or_number()
    {
        var data = Load("a,b,c\n1,2,3\n4,5,6\n", new DatasetFileOptions { Targets = ["c", "1"] });
        Assert.Equal([2, 5], data.Inputs);
        Assert.Equal([3, 1, 6, 4], data.Values!);
        Assert.Equal(2, data.ValueCount);
        Assert.Null(data.Labels);
    }

    [Theory]
    [InlineData("1,2,a\n3,4,b\n", 2)] // a number in the first row: data
    [InlineData("x,2,y\n3,4,b\n", 1)] // text above a number: header
    [InlineData("x,y\n3,4\n", 1)]
    public void A_header_is_detected(string text, int rows) => Assert.Equal(rows, Load(text).Count);

    [Fact]
    public void A_header_can_be_demanded_or_denied()
    {
        Assert.Equal(["1"], Load("1,2\n3,4\n5,6\n", new DatasetFileOptions { Header = true }).InputNames);
        Assert.Equal(In("row 1, column '1': 'x' is not a number; replace it or remove the column"),
            Error("x,y\n1,2\n", new DatasetFileOptions { Header = false }));
    }

    [Theory]
    [InlineData("a;b;k\r\n1;2;x\r\n3;4;y\r\n")]
    [InlineData("a\tb\tk\n1\t2\tx\n\n3\t4\ty")]
    [InlineData("\uFEFFa,b,k\n 1 , 2 ,x\n3,4, y \n\n")]
    [InlineData("\"a\",\"b\",\"k\"\r\n\"1\",2,\"x\"\r\n3,\"4\" ,y\r\n")]
    public void Delimiters_line_ends_quotes_and_byte_order_marks_are_understood(string text)
    {
        var data = Load(text);
        Assert.Equal([1, 2, 3, 4], data.Inputs);
        Assert.Equal(["x", "y"], data.ClassNames);
        Assert.Equal(["a", "b"], data.InputNames);
    }

    [Fact]
    public void Quoted_fields_hold_delimiters_line_breaks_and_quotes()
    {
        var data = Load("a,k\n1,\"x, \"\"y\"\"\"\n2,\"z\nz\"\n");
        Assert.Equal(["x, \"y\"", "z\nz"], data.ClassNames);
    }

    [Theory]
    [InlineData("a,b\n1,2\n3\n", "row 3 has 1 columns and the first has 2; give every row the same number")]
    [InlineData("a,b\n\n1,2\n3,4,5\n", "row 4 has 3 columns and the first has 2; give every row the same number")]
    [InlineData("a,b\n1,2\nhot,2\n", "row 3, column 'a': 'hot' is not a number; replace it or remove the column")]
    [InlineData("a,b\n1,0.5\n3,low\n", "row 3, column 'b': 'low' is not a number; replace it or remove the column")]
    [InlineData("a,b\nred,2\nblue,3\n", "row 2, column 'a': 'red' is text, as all of the column; leave it out (--ignore) or read it with --categories one-hot")]
    [InlineData("a,b\n1,2\n,2\n", "row 3, column 'a': is empty; fill it in, or read it with --missing drop or mean")]
    [InlineData("a,b\n1,x\n2,\n", "row 3, column 'b': is empty; fill it in, or read it with --missing drop or mean")]
    [InlineData("a,b\nNaN,2\n3,4\n", "row 2, column 'a': 'NaN' is a missing value; fill it in, or read it with --missing drop or mean")]
    [InlineData("a,b\n1,1e99\n", "row 2, column 'b': '1e99' is infinite or too large for a 32-bit number; replace it or remove the row")]
    [InlineData("a;b\n1,5;2.5\n", "row 2, column 'a': '1,5' is not a number; write decimals with a point everywhere, or say what stands there (--decimal)")]
    [InlineData("a,b\n1,\"x\n", "row 2, column 2: the quote is never closed; add the missing \"")]
    [InlineData("a,b\n\"1\"2,3\n", "row 2, column 1: text follows the closing quote; double the quotes inside a field")]
    [InlineData("a,b\n", "has a header and no rows; add at least one sample")]
    [InlineData("\n\n", "holds only blank lines; add at least one sample")]
    [InlineData("a\n1\n", "has a single column; give at least one input and one target, separated by commas")]
    public void Damage_is_named_by_row_and_column(string text, string message) => Assert.Equal(In(message), Error(text));

    [Theory]
    [InlineData("specis", "has no column 'specis'; did you mean 'species'?")]
    [InlineData("temperature", "has no column 'temperature'; there are: length, species")]
    [InlineData("3", "has no column 3; the columns are 1 to 2")]
    public void An_unknown_column_is_explained(string target, string message) =>
        Assert.Equal(In(message), Error("length,species\n1,a\n", new DatasetFileOptions { Targets = [target] }));

    [Fact]
    public void Impossible_targets_are_explained()
    {
        Assert.Equal(In("the target 'b' is given twice; name each column once"), Error("a,b\n1,2\n", new DatasetFileOptions { Targets = ["b", "2"] }));
        Assert.Equal(In("every column is a target; leave at least one as input"), Error("a,b\n1,2\n", new DatasetFileOptions { Targets = ["a", "b"] }));
    }

    [Fact]
    public void Text_that_is_not_utf8_is_named_by_byte()
    {
        var path = _folder.Write("data.csv", Encoding.Latin1.GetBytes("länge,b\n1,2\n"));
        Assert.Equal(In("byte 1 is not UTF-8 text; save the table as UTF-8"), TemporaryFolder.Error(() => DatasetFile.Load(path)));
        _folder.Write("data.csv", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("a,b\n1,2\n")).ToArray());
        Assert.Equal(In("is UTF-16 text; save it as UTF-8"), TemporaryFolder.Error(() => DatasetFile.Load(path)));
    }

    [Fact]
    public void Numbers_survive_a_round_trip_through_text() =>
        Gen.Select(Gen.Int[1, 20], Gen.Int[1, 5], Gen.Float.Where(float.IsFinite).Array[200]).Sample((rows, inputs, numbers) =>
        {
            var text = new StringBuilder(string.Join(';', Enumerable.Range(0, inputs + 1).Select(i => $"\"c{i}\"")) + "\r\n");
            for (var row = 0; row < rows; row++)
                text.AppendJoin(';', numbers.Skip(row * (inputs + 1)).Take(inputs + 1).Select(value => value.ToString("R", CultureInfo.InvariantCulture))).Append("\r\n");
            var data = Load(text.ToString());
            for (var row = 0; row < rows; row++)
            {
                Assert.Equal(numbers.AsSpan(row * (inputs + 1), inputs), data.Sample(row));
                Assert.Equal(numbers[row * (inputs + 1) + inputs], data.Values![row]);
            }
        }, iter: 200, threads: 1);
}
