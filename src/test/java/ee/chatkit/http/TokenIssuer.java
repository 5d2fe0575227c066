package ee.chatkit.http;

import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Signs tokens and publishes its keys as a JWKS over HTTP, as an identity provider does. */
final class TokenIssuer implements AutoCloseable {
    static final String ISSUER = "https://login.example.com/";
    static final String AUDIENCE = "chatkit";

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final List<String> published = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /** A key with its id. */
    record Key(String id, String algorithm, KeyPair pair) {}

    TokenIssuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/keys", exchange -> {
            byte[] keys = RestTestClient.bytes("{\"keys\":[" + String.join(",", published) + "]}");
            exchange.getResponseHeaders().add("Content-Type", RestTestClient.JSON);
            exchange.getResponseHeaders().add("Cache-Control", "max-age=1");
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        server.start();
    }

    /** The environment of a server that trusts this issuer, and the pages of one other origin. */
    Map<String, String> environment() {
        return Map.of(
                "CHATKIT_ALLOWED_ORIGINS",
                CrossOriginHttpSuite.ALLOWED,
                "CHATKIT_JWT_ISSUER",
                ISSUER,
                "CHATKIT_JWT_AUDIENCE",
                AUDIENCE,
                "CHATKIT_JWT_KEYS",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
    }

    /** A new key that is not published. */
    static Key key(String id, String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.equals("ES256") ? "EC" : "RSA");
            generator.initialize(algorithm.equals("ES256") ? 256 : 2048);
            return new Key(id, algorithm, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    void publish(Key key) {
        JsonObjectBuilder jwk = Json.createObjectBuilder()
                .add("kid", key.id())
                .add("use", "sig")
                .add("alg", key.algorithm());
        switch (key.pair().getPublic()) {
            case RSAPublicKey rsa ->
                jwk.add("kty", "RSA")
                        .add("n", unsigned(rsa.getModulus(), 256))
                        .add("e", unsigned(rsa.getPublicExponent(), 3));
            case ECPublicKey ec ->
                jwk.add("kty", "EC")
                        .add("crv", "P-256")
                        .add("x", unsigned(ec.getW().getAffineX(), 32))
                        .add("y", unsigned(ec.getW().getAffineY(), 32));
            default -> throw new IllegalArgumentException(key.algorithm());
        }
        published.add(jwk.build().toString());
    }

    /** The claims of a valid token of a user. */
    static JsonObjectBuilder claims(String user) {
        long now = Instant.now().getEpochSecond();
        return Json.createObjectBuilder()
                .add("iss", ISSUER)
                .add("aud", AUDIENCE)
                .add("sub", user)
                .add("jti", UUID.randomUUID().toString())
                .add("iat", now - 7200)
                .add("exp", now + 3600);
    }

    static String token(Key key, JsonObjectBuilder claims) {
        String header = Json.createObjectBuilder()
                .add("alg", key.algorithm())
                .add("typ", "JWT")
                .add("kid", key.id())
                .build()
                .toString();
        return signed(key, header, claims.build().toString());
    }

    /** A token with any header and claims. */
    static String signed(Key key, String header, String claims) {
        String input = BASE64.encodeToString(RestTestClient.bytes(header)) + "."
                + BASE64.encodeToString(RestTestClient.bytes(claims));
        return input + "." + BASE64.encodeToString(signature(key, input));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static byte[] signature(Key key, String input) {
        try {
            PrivateKey secret = key.pair().getPrivate();
            Signature signature = Signature.getInstance(
                    key.algorithm().equals("ES256") ? "SHA256withECDSAinP1363Format" : "SHA256withRSA");
            signature.initSign(secret);
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String unsigned(BigInteger number, int length) {
        byte[] signed = number.toByteArray();
        byte[] bytes = new byte[length];
        int taken = Math.min(signed.length, length);
        System.arraycopy(signed, signed.length - taken, bytes, length - taken, taken);
        return BASE64.encodeToString(Arrays.copyOf(bytes, length));
    }
}
