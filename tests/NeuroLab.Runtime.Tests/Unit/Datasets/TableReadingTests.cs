using System.IO.Compression;
using CsCheck;
using NeuroLab.Datasets;
using NeuroLab.Numerics;

namespace NeuroLab.Runtime.Tests.Unit.Datasets;

/// <summary>What a table is taken for, by all its rows, and what is said about it.</summary>
public sealed class TableReadingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private Dataset Load(string text, DatasetFileOptions? options = null) => DatasetFile.Load(_folder.Write("t.csv", text), options);

    private string Error(string text, DatasetFileOptions? options = null) =>
        TemporaryFolder.Error(() => Load(text, options)).Replace(_folder["t.csv"], "t.csv", StringComparison.Ordinal);

    [Fact]
    public void A_first_row_that_was_taken_for_values_may_be_said_to_hold_names()
    {
        const string Text = "sample,400.5,401.5\n1,0.5,0.25\n2,0.75,0.125\n";
        Assert.Equal("t.csv: row 1, column '1': 'sample' is not a number; replace it or remove the column (or say --header yes, if row 1 holds names)", Error(Text));
        Assert.Equal(["sample", "400.5"], Load(Text, new DatasetFileOptions { Header = true }).InputNames);
    }

    [Fact]
    public void One_line_says_all_that_was_understood()
    {
        Assert.Equal(
            "t.csv: 3 samples; 2 inputs (a, b); target kind: 2 classes (x 2, y 1); header; delimiter ';'; decimal comma; no missing values; not scaled",
            Load("a;b;kind\n1,5;2;x\n2;3;x\n3;4,25;y\n").Reading!.Line());
        Assert.Equal(
            "t.csv: 2 samples; 1 input (1); target 2: number; no header; delimiter tab; decimal point; no missing values; inputs divided by 10",
            Load("1\t0.5\n2\t0.25\n", new DatasetFileOptions { Scale = 10 }).Reading!.Line());
    }

    [Fact]
    public void The_summary_says_only_what_is_out_of_the_ordinary()
    {
        var plain = new DataReading("t.csv", 9, ["a"], ["y"], null) { Header = true };
        Assert.Equal("t.csv: 9 samples; 1 input; target y: number", plain.Summary());
        Assert.Equal(
            "t.csv: 9 samples; 1 input; target y: number; no header; 3 missing values, 2 rows left out; 2 columns left out; inputs divided by 10",
            (plain with { Header = false, MissingCells = 3, DroppedRows = 2, Missing = MissingValues.Drop, LeftOut = ["b", "c"], Scale = 10 }).Summary());
        Assert.EndsWith("; 1 missing value, 1 row left out; 1 column left out", (plain with { MissingCells = 1, DroppedRows = 1, LeftOut = ["b"] }).Summary(), StringComparison.Ordinal);
        Assert.EndsWith("; 3 missing values, the columns' means in place of those among the inputs", (plain with { MissingCells = 3, Missing = MissingValues.Mean }).Summary(), StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_are_told_by_width_and_height_and_only_a_table_by_its_header()
    {
        var pictures = new DataReading("images", 9, [.. Enumerable.Range(0, 12).Select(i => $"{i}")], ["y"], null) { Image = new ImageShape(4, 3) };
        Assert.Contains("12 inputs (4×3 pixels)", pictures.Line(), StringComparison.Ordinal);
        foreach (var (header, said) in new[] { (null, false), (true, false), ((bool?)false, true) })
            Assert.Equal((header, said), (header, (pictures with { Header = header }).Summary().Contains("no header", StringComparison.Ordinal)));
    }

    [Fact]
    public void Names_are_left_out_only_where_there_are_more_than_are_shown()
    {
        for (var count = 1; count <= 12; count++)
        {
            string[] inputs = [.. Enumerable.Range(0, count).Select(i => $"x{i}")];
            KeyValuePair<string, int>[] classes = [.. inputs.Select((name, i) => KeyValuePair.Create(name, i % 2))];
            var reading = new DataReading("t.csv", 9, inputs, ["y"], classes);
            var (shown, present) = (Math.Min(count, 6), count / 2);
            Assert.Contains($"({string.Join(", ", inputs.Take(shown))}{(count > 6 ? ", …" : "")}); ", reading.Line(), StringComparison.Ordinal);
            Assert.Contains(
                $"y: {count} class{(count == 1 ? "" : "es")} ({string.Join(", ", classes.Where(one => one.Value > 0).Take(10).Select(one => one.Key + " 1"))}; {count - present} without a sample); ",
                reading.Line(), StringComparison.Ordinal);
            Assert.Contains($"t.csv: 9 samples; {count} input{(count == 1 ? "" : "s")}; ", reading.Summary(), StringComparison.Ordinal);
            Assert.Equal(present > 3, reading.Summary().Contains('…', StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("0,1,2,kind\n5.1,3.5,1.4,ada\n4.9,3,1.3,ada\n6.2,2.2,4.5,bob\n", true)] // names as pandas gives them
    [InlineData(",0,1,2,kind\n0,5.1,3.5,1.4,ada\n1,4.9,3,1.3,ada\n", true)]
    [InlineData("0,1,2\n0.5,1.5,2.5\n1,2,3\n", true)]
    [InlineData("0,1,2\n3,4,5\n", false)] // as much a row as a header
    [InlineData("NA,0.5,0\n1,0.25,1\n", false)] // a missing value
    [InlineData("?,5,x\n1,2,y\n3,4,x\n", false)]
    [InlineData("n.a.,0.5,0\n1,0.25,1\n", false)] // not known as missing, yet no name stands beside a fraction
    [InlineData("red,small,yes\nblue,large,no\nred,small,no\n", false)] // what comes again is no name
    [InlineData("colour,size,keep\nred,small,yes\nblue,large,no\nred,small,no\n", true)]
    [InlineData("RI,Na,Mg\n1,2,3\n", true)] // the element, not a missing value
    [InlineData("1,2,a\n3,4,a\n", false)]
    public void A_header_is_known_by_all_rows(string text, bool header)
    {
        bool? said = null;
        try
        {
            said = Load(text, new DatasetFileOptions { Missing = MissingValues.Drop, Categories = TextColumns.OneHot }).Reading!.Header;
        }
        catch (UserErrorException error)
        {
            // What is wrong with the first row is said of the first row.
            Assert.Contains("row 1", error.Message, StringComparison.Ordinal);
            said = false;
        }
        Assert.Equal(header, said);
    }

    [Theory]
    [InlineData("1,5;x\n2,5;y\n3,0;x\n", ';', ',')]
    [InlineData("a,b,k\n1,2,x;y\n3,4,x;z\n", ',', '.')]
    [InlineData("a|b\n1.5|2.5\n", '|', '.')]
    [InlineData("a;b\n1;2\n3;4,5\n", ';', ',')] // the mark is first seen in the last row
    [InlineData("a\tb\n1,5\t2,5\n", '\t', ',')]
    [InlineData("sep=|\r\na|b\r\n1|2\r\n", '|', '.')]
    public void Delimiter_and_decimal_mark_are_known_by_all_rows(string text, char delimiter, char mark)
    {
        var reading = Load(text).Reading!;
        Assert.Equal((delimiter, mark), (reading.Delimiter, reading.Decimal));
    }

    [Fact]
    public void Delimiter_and_decimal_mark_can_be_demanded()
    {
        var data = Load("a:b\n1,5:2\n", new DatasetFileOptions { Delimiter = ':', Decimal = ',' });
        Assert.Equal([1.5f], data.Inputs);
        Assert.Equal("t.csv: row 2, column 'a': '1,5' is not a number; write decimals with a point everywhere, or say what stands there (--decimal)",
            Error("a;b\n1,5;2\n3;4\n", new DatasetFileOptions { Decimal = '.' }));
    }

    [Theory]
    [InlineData("a,b,kind\r1,2,x\r2,3,y\r")]
    [InlineData("a,b,kind\n1,2,x\n2,3,y\n   \n")]
    [InlineData("a,b,kind\n1,2,x\n2,3,y\n,,\n")] // empty rows of a spreadsheet
    [InlineData("sep=,\na,b,kind\n1,2,x\n2,3,y")]
    [InlineData("\uFEFFsep=,\r\na,b,kind\r\n1,2,x\r\n2,3,y\r\n")]
    public void Lines_of_every_origin_are_read(string text)
    {
        var data = Load(text);
        Assert.Equal([1, 2, 2, 3], data.Inputs);
        Assert.Equal(["x", "y"], data.ClassNames);
    }

    [Theory]
    [InlineData("t.csv.gz")]
    [InlineData("t.tsv.gz")]
    [InlineData("packed.csv")] // whatever it is called
    public void Gzipped_tables_are_read(string name)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionMode.Compress))
            stream.Write("a,b\n1,0.5\n2,0.25\n"u8);
        var data = DatasetFile.Load(_folder.Write(name, packed.ToArray()));
        Assert.Equal([1, 2], data.Inputs);
        Assert.Equal(name.Split('.')[0], data.Name);
        _folder.Write(name, packed.ToArray()[..^6]);
        Assert.StartsWith(_folder[name] + ": ", TemporaryFolder.Error(() => DatasetFile.Load(_folder[name])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3+", "3", "2", "3+", "2")]
    [InlineData("3", "3+", "2", "3+", "2")]
    [InlineData("2", "3", "3+", "2", "3+")]
    public void Classes_do_not_depend_on_the_order_of_rows(params string[] targets)
    {
        var data = Load("a,y\n" + string.Concat(targets.Select((target, i) => $"{i}.5,{target}\n")));
        Assert.Equal(["2", "3", "3+"], data.ClassNames);
        Assert.Equal(targets, data.Labels!.Select(label => data.ClassNames[label]));
    }

    [Fact]
    public void Minus_one_and_one_are_classes_and_other_negative_numbers_are_not()
    {
        Assert.Equal(["-1", "1"], Load("a,y\n1,1\n2,-1\n3,-1\n4,1\n").ClassNames);
        Assert.Equal(["-1", "0", "1"], Load("a,y\n1,1\n2,-1\n3,-1\n4,1\n5,0\n6,0\n").ClassNames);
        Assert.Null(Load("a,y\n1,-5\n2,3\n3,-5\n4,3\n").Labels);
        Assert.Equal(["-5", "3"], Load("a,y\n1,-5\n2,3\n3,-5\n4,3\n", new DatasetFileOptions { Task = DatasetTask.Classification }).ClassNames);
    }

    [Fact]
    public void What_the_target_is_can_be_demanded()
    {
        const string Text = "a,y\n1,3\n2,7\n3,3\n4,7\n";
        Assert.Equal(DatasetTask.Classification, Load(Text).Task);
        var number = Load(Text, new DatasetFileOptions { Task = DatasetTask.Regression });
        Assert.Equal((DatasetTask.Regression, null), (number.Task, number.Labels));
        Assert.Contains("target y: number", number.Reading!.Line(), StringComparison.Ordinal);
        var classes = Load("a,y\n1,0.5\n2,1.5\n", new DatasetFileOptions { Task = DatasetTask.Classification });
        Assert.Equal(["0.5", "1.5"], classes.ClassNames);
        Assert.Null(classes.Values);
        Assert.Equal("t.csv: row 3, column 'y': 'many' is not a number; replace it or remove the column",
            Error("a,y\n1,3\n2,many\n", new DatasetFileOptions { Task = DatasetTask.Regression }));
        Assert.Equal("t.csv: the target has more than 1000 different values, too many to be classes; read it as a number",
            Error("a,y\n" + string.Concat(Enumerable.Range(0, 1200).Select(i => $"1,{i}.5\n")), new DatasetFileOptions { Task = DatasetTask.Classification }));
    }

    [Fact]
    public void A_slip_of_the_pen_makes_no_thousand_classes() => Assert.Equal(
        "t.csv: row 32, column 'y': '7O' is not a number; replace it or remove the column",
        Error("a,y\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"1,{i}\n")) + "1,7O\n"));

    [Fact]
    public void Rows_with_missing_values_are_dropped_or_filled_on_request()
    {
        const string Text = "a,b,y\n1,2,p\nNA,4,q\n3,?,p\n5,6,\n";
        Assert.Equal("t.csv: row 3, column 'a': 'NA' is a missing value; fill it in, or read it with --missing drop or mean", Error(Text));

        var dropped = Load(Text, new DatasetFileOptions { Missing = MissingValues.Drop });
        Assert.Equal([1, 2], dropped.Inputs);
        Assert.Contains("; 3 missing values, 3 rows left out; ", dropped.Reading!.Line(), StringComparison.Ordinal);

        var filled = Load(Text, new DatasetFileOptions { Missing = MissingValues.Mean });
        Assert.Equal([1, 2, 2, 4, 3, 3], filled.Inputs); // the mean of what is used: the row without a target is not
        Assert.Equal(["p", "q"], filled.ClassNames);
        Assert.Contains("the columns' means in place of those among the inputs, 1 row left out", filled.Reading!.Line(), StringComparison.Ordinal);

        Assert.Equal("t.csv: every row has a missing value; leave out the columns that have them",
            Error("a,b,y\n,1,p\n1,,q\n", new DatasetFileOptions { Missing = MissingValues.Drop }));
    }

    [Fact]
    public void Missing_values_in_columns_that_are_not_used_do_not_matter() =>
        Assert.Equal([1, 2], Load("a,b,y\n1,NA,0.5\n2,,0.25\n", new DatasetFileOptions { Ignored = ["b"] }).Inputs);

    [Fact]
    public void Text_becomes_an_input_for_each_word_on_request()
    {
        const string Text = "colour,size,y\nred,1,0.5\nblue,2,0.25\nred,3,0.125\n";
        Assert.Equal("t.csv: row 2, column 'colour': 'red' is text, as all of the column; leave it out (--ignore) or read it with --categories one-hot", Error(Text));
        var data = Load(Text, new DatasetFileOptions { Categories = TextColumns.OneHot, Scale = 2 });
        Assert.Equal(["colour=blue", "colour=red", "size"], data.InputNames);
        Assert.Equal([0, 1, 0.5f, 1, 0, 1, 0, 1, 1.5f], data.Inputs);
        Assert.Contains("; one-hot: colour (2 texts); ", data.Reading!.Line(), StringComparison.Ordinal);
        Assert.Equal("t.csv: row 4, column 'size': 'big' is not a number; replace it or remove the column",
            Error("colour,size,y\nred,1,0.5\nblue,2,0.25\nred,big,0.125\n", new DatasetFileOptions { Categories = TextColumns.OneHot }));
    }

    [Theory]
    [InlineData("\"\",\"a\",\"y\"\n\"1\",5,0.5\n\"2\",6,0.25\n")]
    [InlineData(",a,y\n7,5,0.5\n3,6,0.25\n")] // shuffled
    [InlineData("Unnamed: 0,a,y\n0,5,0.5\n1,6,0.25\n")]
    [InlineData(",a,y\nMazda,5,0.5\nDatsun,6,0.25\n")]
    public void An_unnamed_first_column_that_numbers_the_rows_is_left_out(string text)
    {
        var data = Load(text);
        Assert.Equal(["a"], data.InputNames);
        Assert.Contains("; left out: column 1 (unnamed, it numbers the rows); ", data.Reading!.Line(), StringComparison.Ordinal);
        Assert.Equal([5, 6], data.Inputs);
    }

    [Fact]
    public void Other_first_columns_are_inputs()
    {
        Assert.Equal(["1", "a"], Load(",a,y\n1,5,0.5\n1,6,0.25\n").InputNames);
        Assert.Equal(2, Load("1,5,0.5\n2,6,0.25\n").InputCount);
        Assert.Equal(2, Load(",a,y\n1,5,0.5\n2,6,0.25\n", new DatasetFileOptions { Inputs = ["1", "a"] }).InputCount);
    }

    [Fact]
    public void Empty_columns_are_left_out()
    {
        var data = Load("a,y,\n1,0.5,\n2,0.25,\n");
        Assert.Equal(["a"], data.InputNames);
        Assert.Equal([0.5f, 0.25f], data.Values!);
        Assert.Contains("left out: column 3 (empty)", data.Reading!.Line(), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_columns_of_one_name_are_told_apart_and_refused_by_name()
    {
        const string Text = "a,a,y\n1,2,0.5\n3,4,0.25\n";
        Assert.Equal(["a (1)", "a (2)"], Load(Text).InputNames);
        Assert.Equal("t.csv: two columns are called 'a', 1 and 2; name the one by its number", Error(Text, new DatasetFileOptions { Targets = ["a"] }));
        Assert.Equal([1, 3], Load(Text, new DatasetFileOptions { Targets = ["2"] }).Inputs.Where((_, i) => i % 2 == 0));
    }

    [Fact]
    public void Columns_are_chosen_left_out_and_named_with_their_commas()
    {
        const string Text = "a,\"price, USD\",b,y\n1,2,3,0.5\n4,5,6,0.25\n";
        Assert.Equal(["price, USD", "a"], Load(Text, new DatasetFileOptions { Inputs = ["price, USD,a"] }).InputNames);
        Assert.Equal([2, 0.5f, 5, 0.25f], Load(Text, new DatasetFileOptions { Targets = ["price, USD, y"] }).Values!);
        var ignored = Load(Text, new DatasetFileOptions { Ignored = ["b,1"] });
        Assert.Equal(["price, USD"], ignored.InputNames);
        Assert.Contains("left out: a, b;", ignored.Reading!.Line(), StringComparison.Ordinal);
        Assert.Equal("t.csv: the column 'y' is to be used and to be left out; name it once", Error(Text, new DatasetFileOptions { Targets = ["y"], Ignored = ["y"] }));
        Assert.Equal("t.csv: the column 'y' is a target and an input; name it once", Error(Text, new DatasetFileOptions { Inputs = ["a", "y"] }));
        Assert.Equal("b", Assert.Single(Load(Text, new DatasetFileOptions { Ignored = ["y"] }).Reading!.Targets));
    }

    [Fact]
    public void Experiments_of_the_first_version_are_read_as_they_were()
    {
        var first = DatasetFileOptions.FirstVersion;
        Assert.Equal(3, Load("0,1,kind\n5,3,ada\n4,3,ada\n", first).Count);
        Assert.Equal(["", "a"], Load(",a,y\n1,5,0.5\n2,6,0.25\n", first).InputNames.Select(name => name == "1" ? "" : name));
        Assert.Null(Load("a,y\n1,1\n2,-1\n3,-1\n4,1\n", first).Labels);
        Assert.Equal(["NA", "x"], Load("a,y\n1,NA\n2,x\n", first).ClassNames);
        Assert.Equal(["5;x", "5;y"], Load("1,5;x\n2,5;y\n", first).ClassNames);
    }

    [Fact]
    public void What_was_understood_stays_with_parts_of_the_data()
    {
        var data = Load("a,y\n1,x\n2,y\n3,x\n4,y\n");
        var (train, test) = data.Split(0.5, 1);
        Assert.Same(data.Reading, train.Reading);
        Assert.Same(data.Reading, test.Reading);
        Assert.Same(data.Reading, data.WithInputs([4, 3, 2, 1]).Reading);
    }

    [Fact]
    public void Whatever_a_table_holds_it_is_read_or_refused_in_one_line()
    {
        string[] pieces = ["0", "1", "2", "-1", "1,5", "0.5", "NA", "?", "", " ", "x", "3+", "1e99", "\"a;b\"", "\"", "sep=", ",", ",", ";", "\t", "|", "\n", "\n", "\r", "\r\n", "\uFEFF"];
        DatasetFileOptions[] ways =
        [
            new(), DatasetFileOptions.FirstVersion, new() { Header = false, Missing = MissingValues.Mean, Categories = TextColumns.OneHot },
            new() { Header = true, Missing = MissingValues.Drop, Task = DatasetTask.Classification }, new() { Targets = ["1"], Ignored = ["2"], Decimal = ',' },
        ];
        Gen.Select(Gen.Int[0, ways.Length - 1], Gen.Int[0, pieces.Length - 1].Array[1, 40]).Sample((way, parts) =>
        {
            try
            {
                var data = Load(string.Concat(parts.Select(part => pieces[part])), ways[way]);
                Assert.True(data.Inputs.All(float.IsFinite) && (data.Values?.All(float.IsFinite) ?? true));
                Assert.NotEmpty(data.Reading!.Line());
                Assert.Equal(data.Count, data.Reading!.Samples);
            }
            catch (UserErrorException error)
            {
                Assert.StartsWith(_folder["t.csv"], error.Message, StringComparison.Ordinal);
            }
        }, iter: 3000, threads: 1);
    }
}
