package ee.chatkit.web;

/** A thread with an item of every type, and of an unknown one. */
final class AllItems {
    private static final String[] ITEMS = """
        {"type": "user_message", "quoted_text": "An earlier line", "inference_options": {},
         "content": [{"type": "input_text", "text": "Ask "}, {"type": "input_tag", "id": "u1", "text": "Ada", "interactive": true, "data": {}}],
         "attachments": [{"type": "file", "id": "atc_f", "name": "plan.pdf", "mime_type": "application/pdf"}]}
        ---
        {"type": "assistant_message", "content": [{"type": "output_text", "text":
         "# Costs\\n\\nThe pier *costs* **1,000**, see [the list](https://example.com/list).\\n\\n| part | price |\\n|---|---:|\\n| wood | 600 |\\n\\n```java\\nint price = 600;\\n```\\n\\n- one\\n- two\\n\\n![A pier](https://images.example.com/pier.png)",
         "annotations": [{"type": "annotation", "index": 20, "source": {"type": "url", "url": "https://example.com/a", "title": "Price list"}},
          {"type": "annotation", "source": {"type": "file", "filename": "prices.xlsx", "title": "Prices"}}]}]}
        ---
        {"type": "workflow", "workflow": {"type": "reasoning", "expanded": true, "summary": {"duration": 12}, "tasks": [
          {"type": "thought", "title": "Thinking", "content": "Wood is cheaper.", "status_indicator": "complete"},
          {"type": "web_search", "title": "Search", "queries": ["pier cost"], "sources": [{"type": "url", "url": "https://example.com", "title": "Piers"}], "status_indicator": "complete"}]}}
        ---
        {"type": "task", "task": {"type": "custom", "title": "Ordered", "icon": "check", "content": "Wood", "status_indicator": "complete"}}
        ---
        {"type": "widget", "widget": {"type": "Card", "children": [{"type": "Title", "value": "Order"}, {"type": "Text", "value": "600 of wood"},
          {"type": "Image", "src": "https://images.example.com/wood.png", "alt": "Wood"},
          {"type": "Button", "label": "Approve", "onClickAction": {"type": "approve"}}]}}
        ---
        {"type": "client_tool_call", "status": "completed", "call_id": "c1", "name": "weather", "arguments": {}, "output": {}}
        ---
        {"type": "generated_image", "image": {"id": "img_1", "url": "https://images.example.com/generated.png"}}
        ---
        {"type": "of_the_future", "anything": [1, 2]}
        ---
        {"type": "structured_input", "status": "pending", "inputs": [
          {"type": "multiple_choice", "id": "q1", "question": "Which wood?", "options": [{"value": "Oak"}, {"value": "Pine"}], "multiple": false},
          {"type": "freeform", "id": "q2", "question": "How long?", "description": "In metres"}]}
        ---
        {"type": "end_of_turn"}
        """.split("---\n", -1);

    private AllItems() {}

    /** Adds it. Returns its ID. */
    static String addTo(FakeProtocol state) {
        return addTo(state, "{}");
    }

    /** The same, in a thread with further members. */
    static String addTo(FakeProtocol state, String members) {
        String thread = state.addThread("All of it", members);
        for (String item : ITEMS) {
            state.addItem(thread, item);
        }
        return thread;
    }
}
