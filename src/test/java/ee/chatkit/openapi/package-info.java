/** The OpenAPI document as the tests know it: whether it is complete, and whether what crosses the wire is as it says. */
package ee.chatkit.openapi;
