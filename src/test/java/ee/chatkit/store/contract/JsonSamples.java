package ee.chatkit.store.contract;

import ee.chatkit.json.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON to be kept and JSON to be refused, by what is special about it. */
final class JsonSamples {
    private JsonSamples() {}

    static Map<String, String> accepted() {
        var kept = new LinkedHashMap<String, String>();
        kept.put("an empty object", "{}");
        kept.put("space everywhere", " \t\r\n{ \"a\" : [ 1 , { } , [ ] ] , \"b\" : null } \n");
        kept.put("integers beyond 2^53", "{\"n\":[9007199254740993,-9007199254740993,9223372036854775808]}");
        kept.put("decimals", "{\"n\":[0.1,-0.30,12345678901234567890.12345678901234567890,1e-7,0.0,-0,0E5]}");
        kept.put("large and small numbers", "{\"n\":[1.5e300,-1.5E+300,2e-300,1e00000000003]}");
        kept.put("numbers of a thousand digits", "{\"n\":[" + "7".repeat(1000) + ",0." + "3".repeat(999) + "]}");
        kept.put("deep objects", nested("{\"o\":", "{}", "}", JsonText.MAX_DEPTH - 1));
        kept.put("deep arrays", "{\"a\":" + nested("[", "1", "]", JsonText.MAX_DEPTH - 1) + "}");
        kept.put("emoji", "{\"😀\":\"👩🏽‍🚀 and 𝔘\",\"escaped\":\"\\ud83d\\ude00\\uD83D\\uDE00\"}");
        kept.put("every escape", "{\"s\":\"\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u0041 \\u001f \\u007F \\u2028\"}");
        kept.put("names with escapes", "{\"\\\\\":1,\"\\\\u\":2,\"\\\\u0069d\":3,\"\\n\":4,\"\\u0061\":5,\"\":6}");
        kept.put("words", "{\"t\":true,\"f\":false,\"n\":null,\"a\":[true,false,null]}");
        kept.put("quotes and marks of statements", "{\"it's\":\"? :x $1 {d '1'} -- /* ; %s\",\"?\":[\"?\"]}");
        kept.put("characters at the edges", "{\"s\":\"\uffff\ufffe\ufffd\u2028\u007f\ufeff\"}");
        kept.put(
                "names like the envelope's, further in",
                "{\"x\":{\"id\":1,\"type\":\"t\"},\"ID\":2,\"Type\":[{\"id\":3}]}");
        kept.put("many members", members(500));
        return kept;
    }

    static Map<String, String> rejected() {
        var refused = new LinkedHashMap<String, String>();
        refused.put("nothing", "");
        refused.put("only space", " \n");
        refused.put("an array", "[{}]");
        refused.put("a string", "\"text\"");
        refused.put("a number", "17");
        refused.put("null", "null");
        refused.put("an object that does not end", "{\"a\":1");
        refused.put("a string that does not end", "{\"a\":\"b}");
        refused.put("something behind it", "{} x");
        refused.put("two objects", "{}{}");
        refused.put("a comma too much", "{\"a\":1,}");
        refused.put("a comma missing", "{\"a\":1 \"b\":2}");
        refused.put("a value missing", "{\"a\":}");
        refused.put("a name without quotes", "{a:1}");
        refused.put("single quotes", "{'a':1}");
        refused.put("brackets that do not match", "{\"a\":[1}]");
        refused.put("a comment", "{/* no */}");
        refused.put("a leading zero", "{\"a\":01}");
        refused.put("no digit behind the point", "{\"a\":1.}");
        refused.put("not a number", "{\"a\":NaN}");
        refused.put("a control character in a string", "{\"a\":\"\u0001\"}");
        refused.put("a raw U+0000", "{\"a\":\"\0\"}");
        refused.put("an unknown escape", "{\"a\":\"\\x41\"}");
        refused.put("a short escape", "{\"a\":\"\\u12\"}");
        refused.put("half a surrogate pair", "{\"a\":\"\ud83d\"}");
        refused.put("half a surrogate pair, escaped", "{\"a\":\"\\ud83d\"}");
        refused.put("half a surrogate pair in a name", "{\"\\ude00\":1}");
        refused.put("a surrogate pair with one half escaped", "{\"a\":\"\ud83d" + "\\ude00\"}");
        refused.put("a surrogate pair with the other half escaped", "{\"a\":\"\\ud83d\ude00\"}");
        refused.put("a surrogate pair the wrong way round", "{\"a\":\"\\ude00\\ud83d\"}");
        refused.put("a byte order mark", "\ufeff{}");
        refused.put("too deep", nested("{\"o\":", "{}", "}", JsonText.MAX_DEPTH));
        refused.put("far too deep", nested("{\"o\":[", "1", "]}", 50_000));
        refused.put("too long a number", "{\"n\":1e1000}");
        refused.put("far too long a number", "{\"n\":-1e-99999999999}");
        return refused;
    }

    /** Objects that have a member that belongs to an item's envelope. */
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
