/** Tests of the OpenAPI document, and validation of HTTP exchanges against it. */
package ee.chatkit.openapi;
