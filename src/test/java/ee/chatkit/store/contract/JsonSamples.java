package ee.chatkit.store.contract;

import ee.chatkit.json.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON texts that are accepted and rejected as content, by description. */
final class JsonSamples {
    private JsonSamples() {}

    static Map<String, String> accepted() {
        var accepted = new LinkedHashMap<String, String>();
        accepted.put("an empty object", "{}");
        accepted.put("white space everywhere", " \t\r\n{ \"a\" : [ 1 , { } , [ ] ] , \"b\" : null } \n");
        accepted.put("integers beyond 2^53", "{\"n\":[9007199254740993,-9007199254740993,9223372036854775808]}");
        accepted.put("decimals", "{\"n\":[0.1,-0.30,12345678901234567890.12345678901234567890,1e-7,0.0,-0,0E5]}");
        accepted.put("large and small numbers", "{\"n\":[1.5e300,-1.5E+300,2e-300,1e00000000003]}");
        accepted.put("numbers of a thousand digits", "{\"n\":[" + "7".repeat(1000) + ",0." + "3".repeat(999) + "]}");
        accepted.put("deep objects", nested("{\"o\":", "{}", "}", JsonText.MAX_DEPTH - 1));
        accepted.put("deep arrays", "{\"a\":" + nested("[", "1", "]", JsonText.MAX_DEPTH - 1) + "}");
        accepted.put("emoji", "{\"😀\":\"👩🏽‍🚀 and 𝔘\",\"escaped\":\"\\ud83d\\ude00\\uD83D\\uDE00\"}");
        accepted.put("every escape", "{\"s\":\"\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u0041 \\u001f \\u007F \\u2028\"}");
        accepted.put("names with escapes", "{\"\\\\\":1,\"\\\\u\":2,\"\\\\u0069d\":3,\"\\n\":4,\"\\u0061\":5,\"\":6}");
        accepted.put("literals", "{\"t\":true,\"f\":false,\"n\":null,\"a\":[true,false,null]}");
        accepted.put("quotes and SQL parameters", "{\"it's\":\"? :x $1 {d '1'} -- /* ; %s\",\"?\":[\"?\"]}");
        accepted.put("boundary characters", "{\"s\":\"\uffff\ufffe\ufffd\u2028\u007f\ufeff\"}");
        accepted.put(
                "envelope member names in nested objects",
                "{\"x\":{\"id\":1,\"type\":\"t\"},\"ID\":2,\"Type\":[{\"id\":3}]}");
        accepted.put("many members", members(500));
        return accepted;
    }

    static Map<String, String> rejected() {
        var rejected = new LinkedHashMap<String, String>();
        rejected.put("empty text", "");
        rejected.put("white space only", " \n");
        rejected.put("an array", "[{}]");
        rejected.put("a string", "\"text\"");
        rejected.put("a number", "17");
        rejected.put("null", "null");
        rejected.put("an unterminated object", "{\"a\":1");
        rejected.put("an unterminated string", "{\"a\":\"b}");
        rejected.put("trailing characters", "{} x");
        rejected.put("two objects", "{}{}");
        rejected.put("a trailing comma", "{\"a\":1,}");
        rejected.put("a missing comma", "{\"a\":1 \"b\":2}");
        rejected.put("a missing value", "{\"a\":}");
        rejected.put("an unquoted name", "{a:1}");
        rejected.put("single quotes", "{'a':1}");
        rejected.put("mismatched brackets", "{\"a\":[1}]");
        rejected.put("a comment", "{/* no */}");
        rejected.put("a leading zero", "{\"a\":01}");
        rejected.put("no digit after the decimal point", "{\"a\":1.}");
        rejected.put("not a number", "{\"a\":NaN}");
        rejected.put("a control character in a string", "{\"a\":\"\u0001\"}");
        rejected.put("an unescaped U+0000", "{\"a\":\"\0\"}");
        rejected.put("an unknown escape", "{\"a\":\"\\x41\"}");
        rejected.put("a short escape", "{\"a\":\"\\u12\"}");
        rejected.put("a byte order mark", "\ufeff{}");
        rejected.put("nested too deep", nested("{\"o\":", "{}", "}", JsonText.MAX_DEPTH));
        rejected.put("nested far too deep", nested("{\"o\":[", "1", "]}", 50_000));
        rejected.put("a number with a too large exponent", "{\"n\":1e1000}");
        rejected.put("a number with a far too large exponent", "{\"n\":-1e-99999999999}");
        return rejected;
    }

    /** Objects with a member that belongs to an item's envelope. */
    static Map<String, String> withEnvelopeMembers() {
        var reserved = new LinkedHashMap<String, String>();
        reserved.put("id", "{\"id\":\"msg_2\"}");
        reserved.put("thread_id", "{\"a\":{},\"thread_id\":null}");
        reserved.put("type", "{\"a\":[1,2],\"type\":{}}");
        reserved.put("created_at", "{\"created_at\" : 0,\"b\":1}");
        reserved.put("id, all escaped", "{\"\\u0069\\u0064\":1}");
        reserved.put("type, half escaped", "{\"x\":\"y\",\"ty\\u0070e\":1}");
        return reserved;
    }

    private static String nested(String open, String core, String close, int times) {
        return open.repeat(times) + core + close.repeat(times);
    }

    private static String members(int count) {
        var json = new StringBuilder("{\"m\":0");
        for (int n = 1; n < count; n++) {
            json.append(",\"m").append(n).append("\":").append(n);
        }
        return json.append('}').toString();
    }
}
